var counts = new Dictionary<long, long>();
long x = 1;
for (int i = 0; i < 5000000; i++)
{
    x = (x * 1103515245 + 12345) % 2147483648;
    long key = x % 200000;
    counts[key] = counts.GetValueOrDefault(key, 0) + 1;
}
long sum = 0;
foreach (var (key, count) in counts)
{
    sum += key * count % 1000;
}
Console.WriteLine($"{counts.Count} {sum}");
