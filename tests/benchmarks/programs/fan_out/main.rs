use tokio::sync::mpsc;

#[tokio::main]
async fn main() {
    tokio::spawn(run()).await.unwrap();
}

// tokio has no channel with several receivers: each worker has its own, and the values are dealt to them in turn.
async fn run() {
    let mut senders = Vec::new();
    let mut workers = Vec::new();
    for _ in 0..8 {
        let (tx, mut rx) = mpsc::channel::<i64>(100);
        senders.push(tx);
        workers.push(tokio::spawn(async move {
            let mut total = 0;
            while let Some(value) = rx.recv().await {
                total += value;
            }
            total
        }));
    }
    for (i, tx) in (0..4_000_000).zip((0..senders.len()).cycle()) {
        senders[tx].send(i).await.unwrap();
    }
    drop(senders);
    let mut total = 0;
    for worker in workers {
        total += worker.await.unwrap();
    }
    println!("{total}");
}
