<?php
/**
 * Pays once with Cobru, whose address stands in the source, as in most clients that there are.
 *
 *     ensayo exec --provider cobru --intercept -- php test/examples/php/pay.php
 *
 * The callback goes to the sandbox's inbox; the payer is played by the sandbox. Exit code 0: paid.
 */
const COBRU = 'https://dev.cobru.co';

function call(string $method, string $url, ?array $body = null, array $headers = []): array
{
    $curl = curl_init($url);
    curl_setopt_array($curl, [
        CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 10,
        CURLOPT_HTTPHEADER => ['content-type: application/json', ...$headers],
    ]);
    if ($body !== null) {
        curl_setopt($curl, CURLOPT_POSTFIELDS, json_encode($body));
    }
    $text = curl_exec($curl);
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    if ($text === false || $status >= 300) {
        fwrite(STDERR, "$method $url: $status " . ($text ?: curl_error($curl)) . "\n");
        exit(1);
    }
    return json_decode($text, true) ?? [];
}

$control = getenv('ENSAYO_URL') . '/_ensayo';
$key = ['x-api-key: ' . getenv('COBRU_API_KEY')];
$refresh = ['refresh' => getenv('COBRU_REFRESH_TOKEN')];
$token = call('POST', COBRU . '/token/refresh/', $refresh, $key)['access'];
$cobru = [...$key, "authorization: Bearer $token"];

$payment = call('POST', COBRU . '/cobru/', [
    'amount' => 50000,
    'description' => 'Una silla',
    'expiration_days' => 1,
    'client_assume_costs' => false,
    'iva' => 0,
    'platform' => 'API',
    // Text that holds JSON, not JSON.
    'payment_method_enabled' => json_encode(['breb' => true, 'pse' => true]),
    'payer_redirect_url' => 'https://yourapp.com/thanks',
    'callback' => "$control/inbox/default",
], $cobru);
echo 'The payer opens ' . COBRU . '/' . $payment['url'] . "\n";

call('POST', "$control/triggers/cobru/payment.approve", ['url' => $payment['url']]);
$callback = call('GET', "$control/inbox/default/next");
echo "Callback: {$callback['rawBody']}\n";

// A callback is not signed: what it says is asked for again.
$detail = call('GET', COBRU . '/cobru_detail/' . $payment['url'], null, $cobru);
echo "State: {$detail['state']} (3 is paid)\n";
exit($detail['state'] === 3 ? 0 : 1);
