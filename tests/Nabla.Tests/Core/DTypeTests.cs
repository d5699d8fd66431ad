namespace Nabla.Tests;

public class DTypeTests
{
    [Fact]
    public void Sizes_are_those_of_the_csharp_types()
    {
        Assert.Equal(sizeof(float), DTypeFacts.Of<float>().Size());
        Assert.Equal(sizeof(long), DTypeFacts.Of<long>().Size());
        Assert.Equal(1, DTypeFacts.Of<bool>().Size());
        Assert.Equal(2, DTypeFacts.Of<Half>().Size());
        Assert.Equal(2, DTypeFacts.Of<BFloat16>().Size());
        Assert.Throws<DTypeException>(() => DTypeFacts.Of<char>());
    }
}
