namespace Nabla.Tests.Core;

public class ScopeTests
{
    [Fact]
    public void A_tensor_used_after_its_scope_says_to_keep_it()
    {
        Tensor lost, kept;
        using (new Scope())
        {
            lost = Tensor.Of(1f, 2f);
            kept = Tensor.Of(3f, 4f).Keep();
        }

        Assert.Contains("Keep()", Assert.Throws<ReleasedException>(() => lost + lost).Message);
        Assert.Equal([3f, 4f], kept.ToArray<float>());
    }

    [Fact]
    public void Keep_in_a_nested_scope_moves_to_the_outer_one()
    {
        using var outer = new Scope();
        Tensor kept;
        using (new Scope())
            kept = Tensor.Of(1f).Keep();
        Assert.Equal(1, kept.Item());
    }

    [Fact]
    public void Keep_leaves_what_lies_outside_already()
    {
        Tensor x;
        using (new Scope())
        {
            x = Tensor.Of(1f);
            using (new Scope())
                x.Keep().Keep();
            Assert.Equal(1, x.Item());
        }

        Assert.Throws<ReleasedException>(() => x.Item());
    }

    [Fact]
    public void Disposing_a_scope_that_is_not_current_throws()
    {
        var outer = new Scope();
        using (new Scope())
            Assert.Throws<TapeException>(outer.Dispose);
        outer.Dispose();
        outer.Dispose();
        Assert.Null(Scope.Current);
    }

    [Fact]
    public void Warm_scopes_allocate_no_native_memory()
    {
        Step();
        long before = BufferPool.ThreadAllocations;
        for (int i = 0; i < 1000; i++)
            Step();
        Assert.Equal(before, BufferPool.ThreadAllocations);

        static void Step()
        {
            using var tape = Tape.Start();
            var x = tape.Watch(Tensor.Ones([8, 16]));
            tape.Backward(x.MatMul(Tensor.Ones([16, 4])).Tanh().Sum());
        }
    }

    [Fact]
    public void Unscoped_tensors_are_collected()
    {
        for (int i = 0; i < 100; i++)
            Tensor.Zeros([1 << 20], DType.U8);
        long before = MemoryUse.HeldBytes;
        for (int round = 0; round < 5; round++)
        {
            for (int i = 0; i < 100; i++)
                Tensor.Zeros([1 << 20], DType.U8);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.True(MemoryUse.HeldBytes - before < 300L << 20);
    }
}
