namespace Nabla.Backends.Cpu;

/// <summary>y = f(x).</summary>
internal unsafe struct UnaryJob : IJob
{
    internal Loop Loop;
    internal Pointwise F;

    public readonly void Run(int chunk)
    {
        float* bx = stackalloc float[Strided.Block], by = stackalloc float[Strided.Block];
        for (var r = Loop.Chunk(chunk); r.Next();)
        {
            float* y = (float*)r.At(0), x = (float*)r.At(1);
            long sy = r.Step(0), sx = r.Step(1), block = sy == 1 && sx == 1 ? r.Length : Strided.Block;
            for (long i = 0; i < r.Length; i += block)
            {
                long n = Math.Min(block, r.Length - i);
                float* to = sy == 1 ? y + i : by;
                F.Map(Strided.Read(x + i * sx, sx, bx, n), to, n);
                Strided.Write(to, y + i * sy, sy, n);
            }
        }
    }
}

/// <summary>dx = dy · f'(x), given y = f(x).</summary>
internal unsafe struct UnaryGradJob : IJob
{
    internal Loop Loop;
    internal bool Stream;
    internal Pointwise F;

    public readonly void Run(int chunk)
    {
        float* bx = stackalloc float[Strided.Block], by = stackalloc float[Strided.Block], bdy = stackalloc float[Strided.Block], bdx = stackalloc float[Strided.Block];
        for (var r = Loop.Chunk(chunk); r.Next();)
        {
            float* dx = (float*)r.At(0), x = (float*)r.At(1), y = (float*)r.At(2), dy = (float*)r.At(3);
            long sdx = r.Step(0), sx = r.Step(1), sy = r.Step(2), sdy = r.Step(3);
            long block = sdx == 1 && sx == 1 && sy == 1 && sdy == 1 ? r.Length : Strided.Block;
            for (long i = 0; i < r.Length; i += block)
            {
                long n = Math.Min(block, r.Length - i);
                float* to = sdx == 1 ? dx + i : bdx;
                F.MapGrad(Strided.Read(x + i * sx, sx, bx, n), Strided.Read(y + i * sy, sy, by, n), Strided.Read(dy + i * sdy, sdy, bdy, n), to, n, Stream && sdx == 1);
                Strided.Write(to, dx + i * sdx, sdx, n);
            }
        }

        if (Stream)
            Streaming.End();
    }
}

/// <summary>c = f(a, b).</summary>
internal unsafe struct BinaryJob : IJob
{
    internal Loop Loop;
    internal bool Stream;
    internal PointwiseBinary F;

    public readonly void Run(int chunk)
    {
        float* ba = stackalloc float[Strided.Block], bb = stackalloc float[Strided.Block], bc = stackalloc float[Strided.Block];
        for (var r = Loop.Chunk(chunk); r.Next();)
        {
            float* c = (float*)r.At(0), a = (float*)r.At(1), b = (float*)r.At(2);
            long sc = r.Step(0), sa = r.Step(1), sb = r.Step(2);
            long block = sc == 1 && sa is 0 or 1 && sb is 0 or 1 ? r.Length : Strided.Block;
            for (long i = 0; i < r.Length; i += block)
            {
                long n = Math.Min(block, r.Length - i);
                float* to = sc == 1 ? c + i : bc;
                F.Map(Strided.ReadOrOne(a + i * sa, sa, ba, n), Math.Min(sa, 1), Strided.ReadOrOne(b + i * sb, sb, bb, n), Math.Min(sb, 1), to, n, Stream && sc == 1);
                Strided.Write(to, c + i * sc, sc, n);
            }
        }

        if (Stream)
            Streaming.End();
    }
}

/// <summary>c = 1 where a and b stand in the relation, else 0.</summary>
internal unsafe struct CompareJob : IJob
{
    internal Loop Loop;
    internal Comparison F;

    public readonly void Run(int chunk)
    {
        float* ba = stackalloc float[Strided.Block], bb = stackalloc float[Strided.Block];
        byte* bc = stackalloc byte[Strided.Block];
        for (var r = Loop.Chunk(chunk); r.Next();)
        {
            byte* c = r.At(0);
            float* a = (float*)r.At(1), b = (float*)r.At(2);
            long sc = r.Step(0, sizeof(bool)), sa = r.Step(1), sb = r.Step(2);
            for (long i = 0; i < r.Length; i += Strided.Block)
            {
                long n = Math.Min(Strided.Block, r.Length - i);
                F.Map(Strided.ReadOrOne(a + i * sa, sa, ba, n), Math.Min(sa, 1), Strided.ReadOrOne(b + i * sb, sb, bb, n), Math.Min(sb, 1), bc, n);
                for (long k = 0; k < n; k++)
                    c[(i + k) * sc] = bc[k];
            }
        }
    }
}

/// <summary>y = condition ? a : b.</summary>
internal unsafe struct WhereJob : IJob
{
    internal Loop Loop;

    public readonly void Run(int chunk)
    {
        for (var r = Loop.Chunk(chunk); r.Next();)
        {
            float* y = (float*)r.At(0), a = (float*)r.At(2), b = (float*)r.At(3);
            byte* condition = r.At(1);
            long sy = r.Step(0), sc = r.Step(1, sizeof(bool)), sa = r.Step(2), sb = r.Step(3);
            for (long i = 0; i < r.Length; i++)
                y[i * sy] = condition[i * sc] != 0 ? a[i * sa] : b[i * sb];
        }
    }
}
