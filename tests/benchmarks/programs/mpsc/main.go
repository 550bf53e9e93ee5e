package main

import (
	"fmt"
	"sync"
)

func main() {
	values := make(chan int, 100)
	var producers sync.WaitGroup
	for p := 0; p < 4; p++ {
		producers.Add(1)
		go func() {
			defer producers.Done()
			for i := 0; i < 2_000_000; i++ {
				values <- i
			}
		}()
	}
	go func() {
		producers.Wait()
		close(values)
	}()
	total := 0
	for value := range values {
		total += value
	}
	fmt.Println(total)
}
