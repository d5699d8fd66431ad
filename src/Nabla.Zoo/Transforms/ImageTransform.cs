namespace Nabla.Zoo;

/// <summary>Makes a picture from a picture. It changes neither its input nor itself, so that any thread may use it.</summary>
public abstract class ImageTransform
{
    /// <summary>The new picture.</summary>
    /// <param name="image">What to change; it stays as it is.</param>
    /// <param name="draws">The sample's random numbers.</param>
    public abstract Raster Apply(Raster image, Draws draws);
}

/// <summary>Transforms one after the other.</summary>
public sealed class Compose(params ImageTransform[] steps) : ImageTransform
{
    /// <inheritdoc/>
    public override Raster Apply(Raster image, Draws draws)
    {
        foreach (var step in steps)
            image = step.Apply(image, draws);
        return image;
    }
}
