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
/// <param name="steps">The transforms.</param>
/// <exception cref="NablaException">The steps or one of them are null.</exception>
public sealed class Compose(params ImageTransform[] steps) : ImageTransform
{
    private readonly ImageTransform[] steps = Checked(steps);

    /// <inheritdoc/>
    public override Raster Apply(Raster image, Draws draws)
    {
        foreach (var step in steps)
            image = step.Apply(image, draws);
        return image;
    }

    private static ImageTransform[] Checked(ImageTransform[]? steps)
    {
        if (steps is null)
            throw new NablaException("compose", "the steps are null; transforms were expected. Give some, or none at all.");
        int i = Array.IndexOf(steps, null);
        return i < 0 ? [.. steps] : throw new NablaException("compose", $"step {i + 1} of {steps.Length} is null; a transform was expected. Leave it out.");
    }
}
