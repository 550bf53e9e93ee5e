package main

import "fmt"

func produce(values chan<- int, count int) {
	for i := 0; i < count; i++ {
		values <- i
	}
}

func main() {
	left := make(chan int, 100)
	right := make(chan int, 100)
	go produce(left, 1_500_000)
	go produce(right, 1_500_000)
	total := 0
	for received := 0; received < 3_000_000; received++ {
		select {
		case value := <-left:
			total += value
		case value := <-right:
			total += 3 * value
		}
	}
	fmt.Println(total)
}
