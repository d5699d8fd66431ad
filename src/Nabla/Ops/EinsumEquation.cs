namespace Nabla;

/// <summary>A parsed equation of <see cref="Tensor.Einsum"/>: the labels of each operand's axes and of the result's.</summary>
/// <remarks>A label is a letter, or for an axis under an ellipsis its place from the right, as a digit.</remarks>
internal sealed class EinsumEquation
{
    private const string Ellipsis = "...";
    private readonly string text;
    private readonly Dictionary<char, (int Size, int Operand)> sizes = [];

    internal EinsumEquation(string text, ReadOnlySpan<Tensor> operands)
    {
        this.text = text;
        string[] sides = text.Replace(" ", "").Split("->");
        if (sides.Length != 2)
            throw Error("has no output. Write it after ->, as in ij,jk->ik");
        string[] inputs = sides[0].Split(',');
        if (inputs.Length != operands.Length)
            throw Error($"names {inputs.Length} operands, {operands.Length} were given. Name each between commas");
        Operands = new string[inputs.Length];
        int covered = 0;                                            // axes under an ellipsis
        for (int i = 0; i < inputs.Length; i++)
        {
            Operands[i] = Labels(inputs[i], i, operands[i].Shape);
            covered = Math.Max(covered, Operands[i].Count(char.IsAsciiDigit));
        }

        if (covered > 0 && !sides[1].Contains(Ellipsis))
            throw Error("has an ellipsis among its operands only. Repeat it in the output");
        Output = Expand(sides[1], covered);
        foreach (char label in Output)
        {
            if (!sizes.ContainsKey(label))
                throw Error($"has {label} in its output, which no operand has. Name only axes that exist");
            if (Output.IndexOf(label) != Output.LastIndexOf(label))
                throw Error($"has {label} twice in its output. Name each axis once");
        }
    }

    internal string[] Operands { get; }

    internal string Output { get; }

    internal int Size(char label) => sizes[label].Size;

    private string Labels(string input, int operand, in Shape shape)
    {
        int named = input.Replace(Ellipsis, "").Length;
        bool open = input.Contains(Ellipsis);
        if (open ? named > shape.Rank : named != shape.Rank)
            throw Error($"names {named} axes of operand {operand}, but its shape is {shape}. Give a letter for each axis, or an ellipsis for the rest");
        string labels = Expand(input, shape.Rank - named);
        for (int axis = 0; axis < labels.Length; axis++)
        {
            char label = labels[axis];
            var (size, first) = sizes.GetValueOrDefault(label, (shape[axis], operand));
            bool stretches = char.IsAsciiDigit(label) && (size == 1 || shape[axis] == 1);
            if (size != shape[axis] && !stretches)
                throw Error($"gives axis {label} size {size} in operand {first} and {shape[axis]} in operand {operand} of shape {shape}. Sizes under one letter agree");
            sizes[label] = size == 1 ? (shape[axis], operand) : (size, first);
        }

        return labels;
    }

    private string Expand(string side, int covered)
    {
        int at = side.IndexOf(Ellipsis, StringComparison.Ordinal);
        string labels = at < 0 ? side : side.Remove(at, Ellipsis.Length);
        foreach (char c in labels)
            if (!char.IsAsciiLetter(c))
                throw Error($"has '{c}', which is no letter. Name axes by letters, and by ... all that are left");
        return at < 0 ? labels : labels.Insert(at, string.Concat(Enumerable.Range(0, covered).Select(i => (char)('0' + covered - 1 - i))));
    }

    private ShapeException Error(string what) => new("einsum", $"\"{text}\" {what}.");
}
