using System.Runtime.CompilerServices;

namespace Nabla.Nn;

/// <summary>A module's parameters, buffers and sub-modules under their checkpoint names: <c>[("weight", weight), ("bias", bias)]</c>.</summary>
[CollectionBuilder(typeof(Members), nameof(Create))]
public sealed class Members
{
    private readonly Member[] all;

    private Members(Member[] all) => this.all = all;

    /// <summary>For collection expressions.</summary>
    public static Members Create(ReadOnlySpan<Member> members) => new(members.ToArray());

    /// <summary>For <c>foreach</c>.</summary>
    public IEnumerator<Member> GetEnumerator() => ((IEnumerable<Member>)all).GetEnumerator();

    /// <summary>Itself, or an error that names the module and the name that cannot stand in a path.</summary>
    internal Members Checked(Module owner)
    {
        var seen = new HashSet<string>();
        foreach (var m in all)
        {
            if (string.IsNullOrEmpty(m.Name) || m.Name.Contains('.'))
                throw new NablaException("members", $"{owner.GetType().Name} has a member named '{m.Name}'. A name must have a letter or more and no '.', which separates the names of a path.");
            if (!seen.Add(m.Name))
                throw new NablaException("members", $"{owner.GetType().Name} has two members named '{m.Name}'. Give each a name of its own.");
        }

        return this;
    }
}

/// <summary>One named parameter, buffer or sub-module; null ones, such as a bias left out, are skipped.</summary>
public readonly record struct Member(string Name, Parameter? Parameter, ModuleBuffer? Buffer, Module? Module)
{
    /// <summary>A named parameter.</summary>
    public static implicit operator Member((string Name, Parameter? Parameter) m) => new(m.Name, m.Parameter, null, null);

    /// <summary>A named buffer.</summary>
    public static implicit operator Member((string Name, ModuleBuffer? Buffer) m) => new(m.Name, null, m.Buffer, null);

    /// <summary>A named sub-module.</summary>
    public static implicit operator Member((string Name, Module? Module) m) => new(m.Name, null, null, m.Module);
}
