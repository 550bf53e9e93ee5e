package main

import "fmt"

type request struct {
	number int
	reply  chan int
}

func main() {
	requests := make(chan request, 64)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for request := range requests {
			request.reply <- request.number * 2
		}
	}()
	total := 0
	for i := 0; i < 2_000_000; i++ {
		reply := make(chan int, 1)
		requests <- request{i, reply}
		total += <-reply
	}
	close(requests)
	<-done
	fmt.Println(total)
}
