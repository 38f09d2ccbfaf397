<?php
/** Calls each address with Guzzle, as it comes; prints one line for each. */
require 'GuzzleHttp/autoload.php';
$client = new GuzzleHttp\Client(['timeout' => 10, 'http_errors' => false]);
foreach (array_slice($argv, 1) as $url) {
    $scheme = parse_url($url, PHP_URL_SCHEME);
    try {
        echo "guzzle $scheme: ", trim((string) $client->get($url)->getBody()), "\n";
    } catch (Throwable $error) {
        echo "guzzle $scheme: failed ", strtok($error->getMessage(), "\n"), "\n";
    }
}
