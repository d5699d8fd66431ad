using System.Runtime.CompilerServices;

namespace Nabla.Nn;

/// <summary>A module's parameters and sub-modules under their checkpoint names: <c>[("weight", weight), ("bias", bias)]</c>.</summary>
[CollectionBuilder(typeof(Members), nameof(Create))]
public sealed class Members
{
    private readonly Member[] all;

    private Members(Member[] all) => this.all = all;

    /// <summary>For collection expressions.</summary>
    public static Members Create(ReadOnlySpan<Member> members) => new(members.ToArray());

    /// <summary>For <c>foreach</c>.</summary>
    public IEnumerator<Member> GetEnumerator() => ((IEnumerable<Member>)all).GetEnumerator();
}

/// <summary>One named parameter or sub-module; null ones, such as a bias left out, are skipped.</summary>
public readonly record struct Member(string Name, Parameter? Parameter, Module? Module)
{
    /// <summary>A named parameter.</summary>
    public static implicit operator Member((string Name, Parameter? Parameter) m) => new(m.Name, m.Parameter, null);

    /// <summary>A named sub-module.</summary>
    public static implicit operator Member((string Name, Module? Module) m) => new(m.Name, null, m.Module);
}
