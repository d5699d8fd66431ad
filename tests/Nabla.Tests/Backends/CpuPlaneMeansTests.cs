namespace Nabla.Tests.Backends;

/// <summary>Means of whole planes: eight vectors of channels at a time, two, one, and what fills none.</summary>
[Collection(nameof(WorkersCollection))]
public class CpuPlaneMeansTests
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 3, 5, 7)]
    [InlineData(1, 16, 9, 1)]
    [InlineData(3, 52, 1, 11)]
    [InlineData(2, 128, 7, 7)]
    [InlineData(2, 301, 6, 5)]
    public void Agree_with_Reference_and_do_not_depend_on_threads(int images, int channels, int height, int width)
    {
        Agreement.Check(x => x[0].GlobalAvgPool2d(), [images, channels, height, width]);
        Agreement.SameBits(x => x[0].GlobalAvgPool2d(), [images, channels, height, width]);
    }
}
