var words = new List<string>();
for (int i = 0; i < 100000; i++)
{
    words.Add($"word{i * 7919L % 50021}");
}
var counts = new Dictionary<string, int>();
for (int round = 0; round < 20; round++)
{
    foreach (string word in words)
    {
        counts[word] = counts.GetValueOrDefault(word) + 1;
    }
}
long total = 0;
string longest = "";
foreach (var (word, count) in counts)
{
    total += count * word.Length;
    if (word.Length > longest.Length)
    {
        longest = word;
    }
}
Console.WriteLine($"{counts.Count} {total} {longest}");
