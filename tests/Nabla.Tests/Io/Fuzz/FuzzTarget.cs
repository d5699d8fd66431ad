using Nabla.Io;

namespace Nabla.Tests.Io.Fuzz;

/// <summary>A reader under test: valid files, ways to spoil them, and how they are read.</summary>
internal abstract class FuzzTarget
{
    /// <summary>Valid files, small ones.</summary>
    internal abstract byte[][] Seeds { get; }

    /// <summary>What a byte of the file may unfold to: 1, or deflate's ratio.</summary>
    internal virtual int Unfolds => 1;

    /// <summary>Reads a file; a <see cref="DataException"/> refuses it.</summary>
    internal abstract object Read(byte[] file);

    /// <summary>What must hold of what was read; measured apart.</summary>
    internal virtual void Check(object read)
    {
    }

    /// <summary>Changes a valid file where its meaning lies.</summary>
    protected abstract byte[] MutateStructure(byte[] file, Draws d);

    /// <summary>Half the files are changed by their bytes, a quarter by their structure, a quarter by both.</summary>
    internal byte[] Mutate(Draws d)
    {
        byte[] file = Seeds[d.Below(Seeds.Length)];
        int how = d.Below(4);
        if (how > 1)
            file = MutateStructure(file, d);
        return how < 3 ? Mutator.Mutate(file, Seeds, d) : file;
    }
}
