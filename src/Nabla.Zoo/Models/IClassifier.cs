namespace Nabla.Zoo;

/// <summary>A network that consists of features and a head on top, which is made for its classes.</summary>
public interface IClassifier
{
    /// <summary>The paths of the layers that are made for the classes: first the one that gives the logits, then those of auxiliary heads.</summary>
    IReadOnlyList<string> Heads { get; }
}
