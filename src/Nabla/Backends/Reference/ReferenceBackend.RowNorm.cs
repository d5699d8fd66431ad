namespace Nabla.Backends.Reference;

internal partial class ReferenceBackend
{
    public override void RowNorm(in View x, View? weight, View? bias, double epsilon, in View y, View? mean, in View scale)
    {
        int rows = x.Shape[0], count = x.Shape[1];
        for (int r = 0; r < rows; r++)
        {
            double centre = 0, square = 0;
            for (int c = 0; c < count && mean is not null; c++)
                centre += At(x, r, c);
            centre /= count;                                       // after the sum: of equal elements it is exactly they
            for (int c = 0; c < count; c++)
                square += Math.Pow(At(x, r, c) - centre, 2) / count;
            double s = 1 / Math.Sqrt(square + epsilon);
            for (int c = 0; c < count; c++)
                Elements.Set(y, r * y.Strides[0] + c * y.Strides[1], (At(x, r, c) - centre) * s * Of(weight, c, 1) + Of(bias, c, 0));
            if (mean is { } m)
                Elements.Set(m, r, centre);
            Elements.Set(scale, r, s);
        }
    }

    public override void RowNormGrad(in View x, View? mean, in View scale, View? weight, in View dy, View? dx, View? dweight, View? dbias)
    {
        int rows = x.Shape[0], count = x.Shape[1];
        double[] dw = new double[count], db = new double[count];
        for (int r = 0; r < rows; r++)
        {
            double centre = mean is { } m ? Elements.Get(m, r) : 0, s = Elements.Get(scale, r), g = 0, gx = 0;
            for (int c = 0; c < count; c++)
            {
                double d = At(dy, r, c), normal = (At(x, r, c) - centre) * s;
                dw[c] += d * normal;
                db[c] += d;
                g += mean is null ? 0 : d * Of(weight, c, 1) / count;
                gx += d * Of(weight, c, 1) * normal / count;
            }

            for (int c = 0; c < count && dx is not null; c++)
                Elements.Set(dx.Value, r * dx.Value.Strides[0] + c * dx.Value.Strides[1], s * (At(dy, r, c) * Of(weight, c, 1) - g - (At(x, r, c) - centre) * s * gx));
        }

        for (int c = 0; c < count; c++)
        {
            if (dweight is { } w)
                Elements.Set(w, c * w.Strides[0], dw[c]);
            if (dbias is { } b)
                Elements.Set(b, c * b.Strides[0], db[c]);
        }
    }

    private static double At(in View matrix, long row, long column) => Elements.Get(matrix, row * matrix.Strides[0] + column * matrix.Strides[1]);
}
