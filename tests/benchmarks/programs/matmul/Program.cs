const int N = 600;
var product = Multiply(Matrix(N, 1), Matrix(N, 5), N);
double trace = 0;
for (int i = 0; i < N; i++)
{
    trace += product[i][i];
}
Console.WriteLine(trace.ToString("F1"));

static List<List<double>> Matrix(int n, int seed)
{
    var rows = new List<List<double>>();
    for (int i = 0; i < n; i++)
    {
        var row = new List<double>();
        for (int j = 0; j < n; j++)
        {
            row.Add((i * 31 + j * 17 + seed) % 11);
        }
        rows.Add(row);
    }
    return rows;
}

static List<List<double>> Multiply(List<List<double>> a, List<List<double>> b, int n)
{
    var result = new List<List<double>>();
    for (int i = 0; i < n; i++)
    {
        var row = new List<double>(new double[n]);
        for (int k = 0; k < n; k++)
        {
            double factor = a[i][k];
            for (int j = 0; j < n; j++)
            {
                row[j] += factor * b[k][j];
            }
        }
        result.Add(row);
    }
    return result;
}
