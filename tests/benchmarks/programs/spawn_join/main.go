package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	total := 0
	results := make([]int, 10_000)
	for batch := 0; batch < 100; batch++ {
		var tasks sync.WaitGroup
		tasks.Add(len(results))
		for i := range results {
			go func(i int) {
				defer tasks.Done()
				runtime.Gosched()
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
