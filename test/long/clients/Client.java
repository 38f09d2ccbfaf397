import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Calls each address in both ways of Java; prints one line for each. */
public class Client {
  interface Way {
    String ask(String url) throws Exception;
  }

  public static void main(String[] urls) {
    HttpClient client = HttpClient.newHttpClient();
    for (String url : urls) {
      tell("HttpClient", url, each -> client
          .send(HttpRequest.newBuilder(URI.create(each)).build(), HttpResponse.BodyHandlers.ofString())
          .body());
      tell("HttpURLConnection", url, each -> {
        HttpURLConnection connection = (HttpURLConnection) URI.create(each).toURL().openConnection();
        var stream = connection.getResponseCode() < 400
            ? connection.getInputStream()
            : connection.getErrorStream();
        return new String(stream.readAllBytes());
      });
    }
    System.exit(0);
  }

  static void tell(String name, String url, Way way) {
    String start = name + " " + URI.create(url).getScheme() + ": ";
    try {
      System.out.println(start + way.ask(url).trim());
    } catch (Exception error) {
      System.out.println(start + "failed " + error.getMessage());
    }
  }
}
