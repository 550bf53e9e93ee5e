package main

import (
	"context"
	"fmt"
	"time"
)

func work(ctx context.Context) (int, error) {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	select {
	case <-timer.C:
		return 1, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

func client() int {
	expired := 0
	for i := 0; i < 100; i++ {
		ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
		if _, err := work(ctx); err != nil {
			expired++
		}
		cancel()
	}
	return expired
}

func main() {
	results := make(chan int, 1_000)
	for c := 0; c < 1_000; c++ {
		go func() { results <- client() }()
	}
	total := 0
	for c := 0; c < 1_000; c++ {
		total += <-results
	}
	fmt.Println(total)
}
