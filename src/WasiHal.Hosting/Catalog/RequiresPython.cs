using System.Globalization;
using System.Text.RegularExpressions;

namespace WasiHal.Hosting.Catalog;

/// <summary>Holds a plugin's <c>requires-python</c> against the Python that the runtime carries.</summary>
internal static partial class RequiresPython
{
    private const int LongestSpecifier = 256;

    /// <summary>The Python that the runtime carries.</summary>
    public static string Carried { get; } = "3.14.7";

    /// <summary>What is wrong, or null.</summary>
    /// <param name="specifier">Clauses such as <c>&gt;=3.11</c>, separated by commas; all must hold.</param>
    public static string? Check(string specifier)
    {
        if (specifier.Length > LongestSpecifier)
        {
            return $"requires-python has {specifier.Length} characters; {LongestSpecifier} are accepted";
        }

        foreach (var clause in specifier.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Holds(clause) is not { } holds)
            {
                return $"requires-python: '{Policy.PlainText.Short(clause)}' is no version specifier such as '>=3.11' or '~=3.13'";
            }

            if (!holds)
            {
                return $"requires-python: '{Policy.PlainText.Short(clause)}' is not met: this is Python {Carried}";
            }
        }

        return null;
    }

    private static bool? Holds(string clause)
    {
        if (clause.StartsWith("===", StringComparison.Ordinal))
        {
            return clause[3..].Trim() == Carried;
        }

        var match = Clause().Match(clause);
        if (!match.Success)
        {
            return null;
        }

        var comparison = match.Groups["comparison"].Value;
        var release = Array.ConvertAll(match.Groups["release"].Value.Split('.'), part => int.Parse(part, CultureInfo.InvariantCulture));
        var isPrefix = match.Groups["any"].Success;
        var isPreview = match.Groups["preview"].Success;
        if ((isPrefix && (comparison is not ("==" or "!=") || isPreview)) || (comparison is "~=" && release.Length < 2))
        {
            return null;
        }

        var carried = Array.ConvertAll(Carried.Split('.'), part => int.Parse(part, CultureInfo.InvariantCulture));

        // A preview comes before its release, and the runtime carries a release.
        var order = Compare(carried, release) is var difference and not 0 ? difference : isPreview ? 1 : 0;
        return comparison switch
        {
            "==" => isPrefix ? BeginsWith(carried, release) : order == 0,
            "!=" => isPrefix ? !BeginsWith(carried, release) : order != 0,
            ">=" => order >= 0,
            "<=" => order <= 0,
            ">" => order > 0,
            "<" => order < 0,
            _ => order >= 0 && BeginsWith(carried, release[..^1]),
        };
    }

    private static int Compare(int[] left, int[] right)
    {
        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            var order = At(left, i).CompareTo(At(right, i));
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static bool BeginsWith(int[] version, int[] prefix)
    {
        for (var i = 0; i < prefix.Length; i++)
        {
            if (At(version, i) != prefix[i])
            {
                return false;
            }
        }

        return true;
    }

    // Missing parts are zero: 3.14 is 3.14.0.
    private static int At(int[] version, int index) => index < version.Length ? version[index] : 0;

    [GeneratedRegex(@"\A(?<comparison>==|!=|>=|<=|>|<|~=)\s*(?<release>[0-9]{1,9}(\.[0-9]{1,9}){0,7})((?<any>\.\*)|(?<preview>\.?(a|b|rc|dev)[0-9]{1,9}))?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Clause();
}
