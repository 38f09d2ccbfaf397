<?php
/** Calls each address with PHP's curl; prints one line for each. */
foreach (array_slice($argv, 1) as $url) {
    $curl = curl_init($url);
    curl_setopt_array($curl, [CURLOPT_RETURNTRANSFER => true, CURLOPT_TIMEOUT => 10]);
    $text = curl_exec($curl);
    $scheme = parse_url($url, PHP_URL_SCHEME);
    echo "curl $scheme: ", $text === false ? 'failed ' . curl_error($curl) : trim($text), "\n";
}
