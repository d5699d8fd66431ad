namespace Nabla.Backends.Cpu;

/// <summary>
/// Reduces x into y over any dimensions of any layout. Dimensions are taken in x's memory order and merged; the fastest
/// is the line that vectors run over, either reduced to one number or added to a line of accumulators. Chunks are groups
/// of results or, where those are few, parts of what each reduces; both depend on shapes and strides alone.
/// </summary>
internal unsafe struct Reduction<TReducer> : IJob
    where TReducer : struct, IReducer
{
    /// <summary>Numbers of a line that is reduced, and accumulators of one that is kept.</summary>
    private const long LongLine = 8192, WideLine = 1024;

    /// <summary>Kept lines shorter than this are joined with the next ones, if those follow in memory.</summary>
    private const long ShortLine = 64;

    private const int TargetChunks = 16;

    /// <summary>Numbers that are worth a chunk.</summary>
    private const long MinChunk = 16_384;

    private readonly float* _x, _y;
    private readonly Odometer _kept, _reduced;

    // The line: its length, its steps, and how it is cut. A folded line holds several rows of `_period` results.
    private readonly long _line, _step, _yStep, _period, _cut, _cuts;
    private readonly bool _lineReduced;

    private readonly long _results, _terms;            // lines of results; what each of them reduces, in cut lines
    private readonly long _resultsPerChunk, _parts;
    private readonly double* _partial;

    private Reduction(in View x, in View y)
    {
        _x = x.Data<float>();
        _y = y.Data<float>();
        (_kept, _reduced) = (new(), new());
        (_line, _step, _yStep, _period, _lineReduced) = (1, 1, 1, 1, true);
        var dims = new Dimensions(x, y);
        int last = dims.Count - 1;
        if (last >= 0)
        {
            _lineReduced = dims.Reduced(last);
            (_line, _step, _yStep) = (dims.Size(last), dims.Step(last), dims.YStep(last));
            _period = _lineReduced ? 1 : _line;
            last--;
        }

        bool folds = !_lineReduced && _line < ShortLine && last >= 0 && dims.Reduced(last) && dims.Step(last) == _line * _step;
        if (folds)
            _line *= dims.Size(last--);
        for (int d = 0; d <= last; d++)
            if (dims.Reduced(d))
                _reduced.Add(dims.Size(d), dims.Step(d));
            else
                _kept.Add(dims.Size(d), dims.Step(d), dims.YStep(d));

        _cut = Math.Min(_line, _lineReduced ? LongLine : folds ? _period * Math.Max(1, 4 * ShortLine / _period) : WideLine);
        _cuts = (_line + _cut - 1) / _cut;
        bool cutsAreTerms = _lineReduced || folds;
        (_results, _terms) = cutsAreTerms ? (_kept.Count, _reduced.Count * _cuts) : (_kept.Count * _cuts, _reduced.Count);

        long chunks = Math.Clamp(x.Shape.Count / MinChunk, 1, TargetChunks);
        _resultsPerChunk = (_results + chunks - 1) / chunks;
        _parts = Math.Min(_terms, (chunks + _results - 1) / _results);
        _partial = _parts == 1 ? null : (double*)Scratch.Get(Scratch.Partial, 2 * _parts * _results * Width);
    }

    /// <summary>Accumulators for a line of results.</summary>
    private readonly long Width => _lineReduced ? 1 : _cut;

    private readonly bool CutsAreTerms => _lineReduced || _period != _line;

    internal static void Run(in View x, in View y)
    {
        var job = new Reduction<TReducer>(x, y);
        if (job._parts == 1)
        {
            Workers.For((int)((job._results + job._resultsPerChunk - 1) / job._resultsPerChunk), ref job);
            return;
        }

        Workers.For((int)(job._results * job._parts), ref job);
        for (long result = 0; result < job._results; result++)
        {
            double* all = job._partial + result * job._parts * job.Width;
            for (long part = 1; part < job._parts; part++)
                for (long i = 0; i < job.Width; i++)
                    all[i] = TReducer.Join(all[i], all[part * job.Width + i]);
            job.Write(result, all);
        }
    }

    public readonly void Run(int chunk)
    {
        if (_parts > 1)
        {
            long part = chunk % _parts;
            Reduce(chunk / _parts, _terms * part / _parts, _terms * (part + 1) / _parts, _partial + chunk * Width);
            return;
        }

        double* sums = stackalloc double[(int)Width];
        for (long result = chunk * _resultsPerChunk, end = Math.Min(_results, result + _resultsPerChunk); result < end; result++)
        {
            Reduce(result, 0, _terms, sums);
            Write(result, sums);
        }
    }

    private readonly void Reduce(long result, long from, long to, double* sums)
    {
        for (long i = 0; i < Width; i++)
            sums[i] = TReducer.Start;
        Odometer kept = _kept, reduced = _reduced;
        kept.Seek(CutsAreTerms ? result : result / _cuts);
        float* x = _x + kept.At;
        if (!CutsAreTerms)
        {
            reduced.Seek(from);
            long cut = result % _cuts;
            for (; from < to; from++, reduced.Next())
                Add(x + reduced.At, cut, sums);
            return;
        }

        reduced.Seek(from / _cuts);
        for (long cut = from % _cuts; from < to; from++)
        {
            Add(x + reduced.At, cut, sums);
            if (++cut < _cuts)
                continue;
            cut = 0;
            reduced.Next();
        }
    }

    /// <summary>One piece of a line.</summary>
    private readonly void Add(float* line, long cut, double* sums)
    {
        long start = cut * _cut, n = Math.Min(_cut, _line - start);
        if (_step == 1)
        {
            Add(sums, line + start, n);
            return;
        }

        float* buffer = stackalloc float[Strided.Block];
        for (long i = 0; i < n; i += Strided.Block)
        {
            long some = Math.Min(Strided.Block, n - i);
            Add(_lineReduced ? sums : sums + i, Strided.Read(line + (start + i) * _step, _step, buffer, some), some);
        }
    }

    private readonly void Add(double* sums, float* x, long n)
    {
        if (_lineReduced)
            *sums = TReducer.Join(*sums, TReducer.Line(x, n));
        else
            TReducer.Into(sums, x, n);
    }

    private readonly void Write(long result, double* sums)
    {
        var kept = _kept;
        kept.Seek(CutsAreTerms ? result : result / _cuts);
        float* y = _y + kept.OtherAt;
        if (CutsAreTerms)
        {
            for (long i = _period; i < Width; i++)
                sums[i % _period] = TReducer.Join(sums[i % _period], sums[i]);
            for (long i = 0; i < _period; i++)
                y[i * _yStep] = (float)sums[i];
            return;
        }

        long start = result % _cuts * _cut;
        for (long i = 0; i < Math.Min(_cut, _line - start); i++)
            y[(start + i) * _yStep] = (float)sums[i];
    }
}
