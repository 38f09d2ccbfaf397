// Calls each address with the default client of Go; prints one line for each.
package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

func main() {
	for _, url := range os.Args[1:] {
		fmt.Printf("default %s: %s\n", strings.Split(url, ":")[0], ask(url))
	}
}

func ask(url string) string {
	answer, err := http.Get(url)
	if err != nil {
		return "failed " + err.Error()
	}
	defer answer.Body.Close()
	text, _ := io.ReadAll(answer.Body)
	return strings.TrimSpace(string(text))
}
