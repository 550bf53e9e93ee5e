const int N = 1500;
var u = new double[N];
var v = new double[N];
Array.Fill(u, 1.0);
for (int i = 0; i < 10; i++)
{
    v = Transposed(Times(u));
    u = Transposed(Times(v));
}
double vbv = 0, vv = 0;
for (int i = 0; i < N; i++)
{
    vbv += u[i] * v[i];
    vv += v[i] * v[i];
}
Console.WriteLine(Math.Sqrt(vbv / vv).ToString("F9"));

static double A(long i, long j) => 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1);

static double[] Times(double[] v)
{
    var result = new double[v.Length];
    for (int i = 0; i < v.Length; i++)
    {
        double sum = 0;
        for (int j = 0; j < v.Length; j++)
        {
            sum += A(i, j) * v[j];
        }
        result[i] = sum;
    }
    return result;
}

static double[] Transposed(double[] v)
{
    var result = new double[v.Length];
    for (int i = 0; i < v.Length; i++)
    {
        double sum = 0;
        for (int j = 0; j < v.Length; j++)
        {
            sum += A(j, i) * v[j];
        }
        result[i] = sum;
    }
    return result;
}
