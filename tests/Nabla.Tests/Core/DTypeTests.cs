namespace Nabla.Tests;

public class DTypeTests
{
    [Fact]
    public void Sizes_are_those_of_the_csharp_types()
    {
        Assert.Equal(sizeof(float), DTypeFacts.Of<float>().Size());
        Assert.Equal(sizeof(long), DTypeFacts.Of<long>().Size());
        Assert.Equal(1, DTypeFacts.Of<bool>().Size());
        Assert.Throws<DTypeException>(() => DTypeFacts.Of<char>());
    }
}
