using Nabla.Data;

namespace Nabla.Tests.Data;

public class DatasetTests
{
    [Fact]
    public void Rows_of_tensors_are_samples()
    {
        TensorDataset data;
        using (new Scope())
            data = new(Tensor.Of<float>([1, 2, 3, 4, 5, 6], [2, 3]).T, Tensor.Of(7L, 8, 9), Tensor.Of(true, false, true));
        Assert.Equal([("field0", DType.F32), ("field1", DType.I64), ("field2", DType.Bool)], data.Fields.Select(f => (f.Name, f.Type)));
        var batch = new DataLoader(data, batch: 2, shuffle: false).Last();
        Assert.Equal([3f, 6f], batch.X.ToArray<float>());
        Assert.Equal([9L], batch.Y.ToArray<long>());
        Assert.Equal([true], batch[2].ToArray<bool>());
    }

    [Fact]
    public void Tensors_of_unequal_rows_are_refused()
    {
        Assert.Contains("(2), (3)", Assert.Throws<ShapeException>(() => new TensorDataset(Tensor.Of(1f, 2), Tensor.Of(1f, 2, 3))).Message);
        Assert.Contains("()", Assert.Throws<ShapeException>(() => new TensorDataset(Tensor.Full([], 1))).Message);
        Assert.Contains("no tensors", Assert.Throws<RangeException>(() => new TensorDataset()).Message);
    }

    [Fact]
    public void Some_samples_can_be_had_without_a_loader()
    {
        using var scope = new Scope();
        var data = new Squares(10);
        var t = data.Get([7, 2]);
        Assert.Equal([7L, 2], t[1].ToArray<long>());
        Assert.Equal([2, 3], t[0].Shape.ToArray());
        var same = new DataLoader(data, batch: 10, shuffle: false).Epoch(0).First().X.ToArray<float>();
        Assert.Equal(same[21..24], t[0].ToArray<float>()[..3]);   // with the random numbers that a loader gives
        Assert.Contains("no sample 10", Assert.Throws<RangeException>(() => data.Get([10])).Message);
    }

    [Fact]
    public void A_span_of_the_wrong_type_or_field_is_named()
    {
        Assert.Contains("field 0 (x) holds F32, a span of Double", Failure((Sample s) => s.Span<double>(0).Clear()));
        Assert.Contains("no field 2", Failure((Sample s) => s.Span<float>(2).Clear()));

        static string Failure(Action<Sample> read) => Assert.ThrowsAny<NablaException>(() => new Acting(read).Get([0])).Message;
    }

    [Fact]
    public void What_read_does_not_write_is_zero()
    {
        var data = new Acting(s =>
        {
            if (s.Span<float>(0)[0] != 0)
                throw new InvalidOperationException();
            s.Span<float>(0)[0] = 5;
        });
        Assert.All(new DataLoader(data, batch: 1).From(0).Take(5), b => Assert.Equal([5f, 0], b.X.ToArray<float>()));
    }

    private sealed class Acting(Action<Sample> read) : Dataset
    {
        public override int Count => 1;

        public override IReadOnlyList<Field> Fields { get; } = [new("x", [2], DType.F32)];

        public override void Read(int index, in Philox random, Sample to) => read(to);
    }
}
