package main

import "fmt"

func main() {
	first := make(chan int, 100)
	go func() {
		defer close(first)
		for i := 0; i < 500_000; i++ {
			first <- i
		}
	}()
	last := first
	for s := 0; s < 16; s++ {
		next := make(chan int, 100)
		go func(from <-chan int) {
			defer close(next)
			for value := range from {
				next <- value + 1
			}
		}(last)
		last = next
	}
	total := 0
	for value := range last {
		total += value
	}
	fmt.Println(total)
}
