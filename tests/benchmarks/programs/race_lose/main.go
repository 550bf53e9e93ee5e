package main

import (
	"context"
	"fmt"
	"runtime"
	"time"
)

func slow(ctx context.Context) (int, error) {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	select {
	case <-timer.C:
		return 1, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

func fast(i int) int {
	runtime.Gosched()
	return i
}

// The first value; the loser has ended by then.
func race(i int) int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	fromSlow := make(chan int, 1)
	go func() {
		defer close(fromSlow)
		if value, err := slow(ctx); err == nil {
			fromSlow <- value
		}
	}()
	fromFast := make(chan int, 1)
	go func() { fromFast <- fast(i) }()
	select {
	case value := <-fromSlow:
		<-fromFast
		return value
	case value := <-fromFast:
		cancel()
		<-fromSlow
		return value
	}
}

func main() {
	total := 0
	for i := 0; i < 200_000; i++ {
		total += race(i)
	}
	fmt.Println(total)
}
