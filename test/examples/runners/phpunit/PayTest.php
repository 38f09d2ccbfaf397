<?php
/**
 * PHPUnit, with an account of its own for each test.
 *
 *     npx --no-install ensayo exec --provider cobru -- phpunit PayTest.php
 */
use PHPUnit\Framework\TestCase;

final class PayTest extends TestCase
{
    private string $control;
    private array $account;
    /** Headers of Cobru's requests. */
    private array $headers = [];

    protected function setUp(): void
    {
        $this->control = getenv('ENSAYO_URL') . '/_ensayo';
        $this->account = $this->call('POST', "$this->control/accounts", new stdClass());
        $keys = $this->account['providers']['cobru']['credentials'];
        $this->headers = ["x-api-key: {$keys['apiKey']}"];
        $token = $this->cobru('POST', '/token/refresh/', ['refresh' => $keys['refreshToken']]);
        $this->headers[] = "authorization: Bearer {$token['access']}";
    }

    protected function tearDown(): void
    {
        $this->call('DELETE', "$this->control/accounts/{$this->account['id']}");
    }

    public function testAPaymentIsPaidAndCalledBack(): void
    {
        $payment = $this->cobru('POST', '/cobru/', [
            'amount' => 50000,
            'description' => 'Una silla',
            'expiration_days' => 1,
            'client_assume_costs' => false,
            'iva' => 0,
            'platform' => 'API',
            'payment_method_enabled' => json_encode(['breb' => true]),
            'payer_redirect_url' => 'https://yourapp.com/thanks',
            'callback' => $this->account['inboxUrl'],
        ]);
        $id = $this->account['id'];
        $approve = "$this->control/triggers/cobru/payment.approve?account=$id";
        $this->call('POST', $approve, ['url' => $payment['url']]);
        $callback = $this->call('GET', "$this->control/inbox/$id/next");
        $this->assertSame($payment['url'], json_decode($callback['rawBody'], true)['url']);
        $this->assertSame(3, $this->cobru('GET', "/cobru_detail/{$payment['url']}")['state']);
    }

    private function cobru(string $method, string $path, ?array $body = null): array
    {
        $base = $this->account['providers']['cobru']['baseUrl'];
        return $this->call($method, $base . $path, $body, $this->headers);
    }

    private function call(string $method, string $url, $body = null, array $headers = []): array
    {
        $curl = curl_init($url);
        curl_setopt_array($curl, [
            CURLOPT_CUSTOMREQUEST => $method,
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_FAILONERROR => true,
            CURLOPT_HTTPHEADER => ['content-type: application/json', ...$headers],
        ]);
        if ($body !== null) {
            curl_setopt($curl, CURLOPT_POSTFIELDS, json_encode($body));
        }
        $text = curl_exec($curl);
        $this->assertNotFalse($text, "$method $url: " . curl_error($curl));
        return json_decode($text, true) ?? [];
    }
}
