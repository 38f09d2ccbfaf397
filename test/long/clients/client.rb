# Calls each address with Net::HTTP; prints one line for each.
require 'net/http'

ARGV.each do |url|
  uri = URI(url)
  text = begin
    Net::HTTP.get(uri)
  rescue StandardError => e
    "failed #{e.message}"
  end
  puts "net-http #{uri.scheme}: #{text.strip}"
end
