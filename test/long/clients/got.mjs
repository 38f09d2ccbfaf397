/** Calls each address with got, with and without HTTP/2; prints one line for each. Its first argument is its folder. */
const [folder, ...urls] = process.argv.slice(2)
const { got } = await import(`${folder}/dist/source/index.js`)

for (const url of urls) {
  for (const http2 of [false, true]) {
    const way = `${http2 ? 'http2' : 'plain'} ${new URL(url).protocol}`
    try {
      const options = {
        http2,
        throwHttpErrors: false,
        retry: { limit: 0 },
        timeout: { request: 10_000 },
      }
      console.log(`${way} ${(await got(url, options)).body.trim()}`)
    } catch (error) {
      console.log(`${way} failed ${error.message.split('\n')[0]}`)
    }
  }
}
