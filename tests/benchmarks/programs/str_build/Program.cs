var parts = new List<string>();
long length = 0;
for (long i = 0; i < 2000000; i++)
{
    string line = $"item {i}: {i * 7 % 1000} of {i % 13}";
    length += line.Length;
    if (i % 1000 == 0)
    {
        parts.Add(line);
    }
}
Console.WriteLine($"{length} {string.Join("\n", parts).Length}");
