var bodies = new List<Body>();
for (int i = 0; i < 5; i++)
{
    double f = i;
    bodies.Add(new Body { X = f * 3.0, Y = f * 1.5 - 2.0, Z = f * 0.25, Vx = 0.1 * f, Vy = 0.2 - 0.05 * f, Vz = 0.01 * f, Mass = 1.0 / (f + 1.0) });
}
for (int i = 0; i < 1000000; i++)
{
    Advance(bodies, 0.001);
}
Console.WriteLine(Energy(bodies).ToString("F6"));

static double Energy(List<Body> bodies)
{
    double total = 0;
    for (int i = 0; i < bodies.Count; i++)
    {
        Body b = bodies[i];
        total += 0.5 * b.Mass * (b.Vx * b.Vx + b.Vy * b.Vy + b.Vz * b.Vz);
        for (int j = i + 1; j < bodies.Count; j++)
        {
            Body c = bodies[j];
            double dx = b.X - c.X, dy = b.Y - c.Y, dz = b.Z - c.Z;
            total -= b.Mass * c.Mass / Math.Sqrt(dx * dx + dy * dy + dz * dz);
        }
    }
    return total;
}

static void Advance(List<Body> bodies, double dt)
{
    for (int i = 0; i < bodies.Count; i++)
    {
        Body b = bodies[i];
        for (int j = i + 1; j < bodies.Count; j++)
        {
            Body c = bodies[j];
            double dx = b.X - c.X, dy = b.Y - c.Y, dz = b.Z - c.Z;
            double d2 = dx * dx + dy * dy + dz * dz;
            double mag = dt / (d2 * Math.Sqrt(d2));
            double mi = b.Mass * mag, mj = c.Mass * mag;
            b.Vx -= dx * mj;
            b.Vy -= dy * mj;
            b.Vz -= dz * mj;
            c.Vx += dx * mi;
            c.Vy += dy * mi;
            c.Vz += dz * mi;
        }
    }
    foreach (Body b in bodies)
    {
        b.X += dt * b.Vx;
        b.Y += dt * b.Vy;
        b.Z += dt * b.Vz;
    }
}

sealed class Body
{
    public double X, Y, Z, Vx, Vy, Vz, Mass;
}
