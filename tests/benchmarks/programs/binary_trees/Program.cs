const int Largest = 16;
Console.WriteLine(Build(Largest + 1).Count());
Tree longLived = Build(Largest);
for (int depth = 4; depth <= Largest; depth += 4)
{
    int rounds = 1 << (Largest - depth + 4);
    long total = 0;
    for (int i = 0; i < rounds; i++)
    {
        total += Build(depth).Count();
    }
    Console.WriteLine($"{rounds} {depth} {total}");
}
Console.WriteLine(longLived.Count());

static Tree Build(int depth) => depth == 0 ? new Tree(null, null) : new Tree(Build(depth - 1), Build(depth - 1));

sealed class Tree(Tree? left, Tree? right)
{
    public long Count() => 1 + (left?.Count() ?? 0) + (right?.Count() ?? 0);
}
