namespace Nabla.Nn;

/// <summary>Packing by path.</summary>
public static class Packing
{
    /// <summary>Sets <see cref="Parameter.Packing"/> of the parameters whose paths match: with BF16 or Int8, inference on few rows reads half or a quarter of the bytes, from a copy beside the float32 values.</summary>
    /// <param name="model">The model.</param>
    /// <param name="packing">The form.</param>
    /// <param name="pattern"><c>head.*</c>: <c>*</c> stands for any characters, dots too, <c>?</c> for one. All parameters unless given.</param>
    /// <exception cref="RangeException">Nothing matches.</exception>
    /// <example><code>
    /// model.Pack(WeightPacking.BF16);
    /// model.Pack(WeightPacking.Int8, "decoder.*.weight");
    /// </code></example>
    public static void Pack(this Module model, WeightPacking packing, string pattern = "*")
    {
        foreach (var parameter in Glob.Parameters("pack", model, pattern))
            parameter.Packing = packing;
    }
}
