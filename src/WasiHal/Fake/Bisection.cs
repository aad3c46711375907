namespace WasiHal.Fake;

/// <summary>Inverts what a converter and its formula do.</summary>
internal static class Bisection
{
    /// <summary>The argument whose value is nearest to the wanted one; the nearer end where none is near.</summary>
    /// <param name="formula">Rises or falls all the way.</param>
    /// <param name="highest">Arguments are 0 to this.</param>
    /// <param name="wanted">The value.</param>
    public static int Nearest(Func<int, double> formula, int highest, double wanted)
    {
        var rises = formula(highest) > formula(0);
        var (low, high) = (0, highest);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (formula(middle) < wanted == rises)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return Math.Abs(formula(low) - wanted) < Math.Abs(formula(high) - wanted) ? low : high;
    }
}
