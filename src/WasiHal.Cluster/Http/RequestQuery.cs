using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace WasiHal.Cluster.Http;

/// <summary>Reads the parameters of a request's address. What is wrong ends the request with problem details that name parameter, value and what is accepted.</summary>
internal static class RequestQuery
{
    private const int Shown = 80;

    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <summary>Refuses parameters that nothing reads.</summary>
    /// <exception cref="BadHttpRequestException">There is one.</exception>
    public static void Accept(HttpContext context, params ReadOnlySpan<string> names)
    {
        foreach (var (name, _) in context.Request.Query)
        {
            if (!names.Contains(name))
            {
                throw new BadHttpRequestException($"{Short(name)} is no parameter of {context.Request.Path}. Accepted: {string.Join(", ", names)}.");
            }
        }
    }

    /// <summary>A parameter that may be absent.</summary>
    /// <exception cref="BadHttpRequestException">It is given more than once.</exception>
    public static string? Text(HttpContext context, string name)
    {
        var values = context.Request.Query[name];
        return values.Count <= 1 ? values.Count == 0 ? null : values[0] : throw new BadHttpRequestException($"{name} is given more than once.");
    }

    /// <summary>A parameter that must be there.</summary>
    /// <exception cref="BadHttpRequestException">It is absent, empty or given more than once.</exception>
    public static string Required(HttpContext context, string name, string what) =>
        Text(context, name) is { Length: > 0 } text ? text : throw new BadHttpRequestException($"{name} is missing: accepted is {what}.");

    /// <summary>A time that may be absent.</summary>
    /// <exception cref="BadHttpRequestException">It is no time.</exception>
    public static DateTimeOffset? Time(HttpContext context, string name)
    {
        if (Text(context, name) is not { } text)
        {
            return null;
        }

        return DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw Wrong(name, text, "a time such as 2026-03-01T12:00:00Z");
    }

    /// <summary>A length of time that may be absent.</summary>
    /// <exception cref="BadHttpRequestException">It is none, or out of range.</exception>
    public static TimeSpan? Length(HttpContext context, string name, Duration lowest, Duration highest)
    {
        if (Text(context, name) is not { } text)
        {
            return null;
        }

        return Duration.TryParse(text, out var length) && length.Value >= lowest.Value && length.Value <= highest.Value
            ? length.Value
            : throw Wrong(name, text, $"{lowest} to {highest}: {Duration.Accepted}");
    }

    /// <summary>What is wrong with a parameter.</summary>
    public static BadHttpRequestException Wrong(string name, string value, string accepted) => new($"{name} = \"{Short(value)}\" is not {accepted}.");

    /// <summary>A stranger's text, short enough for an answer.</summary>
    public static string Short(string text) => text.Length <= Shown ? text : text[..Shown] + "…";
}
