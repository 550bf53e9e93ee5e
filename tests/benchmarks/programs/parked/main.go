package main

import (
	"fmt"
	"sync"
)

func main() {
	results := make([]int, 1_000_000)
	gate := make(chan struct{}, len(results))
	var tasks sync.WaitGroup
	tasks.Add(len(results))
	for i := range results {
		go func(i int) {
			defer tasks.Done()
			<-gate
			results[i] = i
		}(i)
	}
	for range results {
		gate <- struct{}{}
	}
	tasks.Wait()
	total := 0
	for _, result := range results {
		total += result
	}
	fmt.Println(total)
}
