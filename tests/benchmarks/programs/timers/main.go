package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	total := 0
	results := make([]int, 200_000)
	for round := 0; round < 5; round++ {
		var tasks sync.WaitGroup
		tasks.Add(len(results))
		for i := range results {
			go func(i int) {
				defer tasks.Done()
				time.Sleep(10 * time.Millisecond)
				results[i] = i
			}(i)
		}
		tasks.Wait()
		for _, result := range results {
			total += result
		}
	}
	fmt.Println(total)
}
