package main

import "fmt"

func main() {
	values := make(chan int, 100)
	results := make(chan int, 8)
	for w := 0; w < 8; w++ {
		go func() {
			total := 0
			for value := range values {
				total += value
			}
			results <- total
		}()
	}
	for i := 0; i < 4_000_000; i++ {
		values <- i
	}
	close(values)
	total := 0
	for w := 0; w < 8; w++ {
		total += <-results
	}
	fmt.Println(total)
}
