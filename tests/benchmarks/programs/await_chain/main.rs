#[tokio::main]
async fn main() {
    tokio::spawn(run()).await.unwrap();
}

async fn five(n: i64) -> i64 {
    n + 1
}

async fn four(n: i64) -> i64 {
    five(n).await + 1
}

async fn three(n: i64) -> i64 {
    four(n).await + 1
}

async fn two(n: i64) -> i64 {
    three(n).await + 1
}

async fn one(n: i64) -> i64 {
    two(n).await + 1
}

async fn run() {
    let mut total = 0;
    for i in 0..10_000_000 {
        total = (total + one(i).await) % 1_000_007;
    }
    println!("{total}");
}
