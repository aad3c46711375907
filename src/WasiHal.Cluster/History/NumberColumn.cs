namespace WasiHal.Cluster.History;

/// <summary>
/// Numbers one after the other. Most sensors measure in steps of a tenth or a hundredth: such numbers are kept as the
/// whole number of steps between one and the next; all others as they are.
/// </summary>
internal static class NumberColumn
{
    private const byte AsTheyAre = 255;

    // The greatest whole number below which a double has all of them.
    private const double Whole = 1L << 53;

    private static readonly double[] Steps = [1, 10, 100, 1e3, 1e4, 1e5, 1e6];

    public static void Write(RowWriter writer, IReadOnlyList<StoredPoint> points, Func<StoredPoint, double> number)
    {
        var digits = 0;
        while (digits < Steps.Length && !points.All(point => IsExact(number(point), Steps[digits])))
        {
            digits++;
        }

        if (digits == Steps.Length)
        {
            writer.Byte(AsTheyAre);
            foreach (var point in points)
            {
                writer.Number(number(point));
            }

            return;
        }

        writer.Byte((byte)digits);
        var before = 0L;
        foreach (var point in points)
        {
            var steps = (long)Math.Round(number(point) * Steps[digits]);
            writer.Signed(steps - before);
            before = steps;
        }
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="RowDamagedException">They do not fit together.</exception>
    public static double[] Read(ref RowReader reader, int count)
    {
        var numbers = new double[count];
        var digits = reader.Byte();
        if (digits != AsTheyAre && digits >= Steps.Length)
        {
            throw new RowDamagedException("numbers are in no form that there is");
        }

        var before = 0L;
        foreach (ref var number in numbers.AsSpan())
        {
            if (digits == AsTheyAre)
            {
                number = reader.Number();
                if (!double.IsFinite(number))
                {
                    throw new RowDamagedException("a number is none");
                }
            }
            else
            {
                before = unchecked(before + reader.Signed());
                number = before / Steps[digits];
            }
        }

        return numbers;
    }

    private static bool IsExact(double number, double steps)
    {
        var scaled = Math.Round(number * steps);
        return Math.Abs(scaled) < Whole && BitConverter.DoubleToInt64Bits((long)scaled / steps) == BitConverter.DoubleToInt64Bits(number);
    }
}
