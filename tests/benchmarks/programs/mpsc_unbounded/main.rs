use tokio::sync::mpsc;

// In `main`, outside the workers, which the senders do not leave before they are done.
#[tokio::main]
async fn main() {
    let (tx, mut rx) = mpsc::unbounded_channel::<i64>();
    for _ in 0..4 {
        let tx = tx.clone();
        tokio::spawn(async move {
            for i in 0..6_000_000 {
                tx.send(i).unwrap();
            }
        });
    }
    drop(tx);
    let mut total = 0;
    while let Some(value) = rx.recv().await {
        total += value;
    }
    println!("{total}");
}
