using System.Text.Json;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Logs;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Spoke;

/// <summary>What an answer that takes nothing says, for people: the answer may be anybody's.</summary>
internal static class HubProblem
{
    private const int Longest = 300;

    /// <summary>In one short line.</summary>
    /// <param name="answer">The answer.</param>
    public static string Of(HubAnswer answer)
    {
        var words = answer.Status is >= 300 and < 400 ? "it sends elsewhere, and nothing is sent elsewhere" : Detail(answer);
        return $"the answer was {answer.Status}{(words is null ? "" : $": {words}")}";
    }

    /// <summary>A stranger's text in one short line.</summary>
    /// <param name="text">The text.</param>
    public static string Line(string text)
    {
        var line = LogLine.Of(text);
        return line.Length <= Longest ? line : line[..Longest] + "…";
    }

    private static string? Detail(HubAnswer answer)
    {
        if (answer.MediaType is not ("application/problem+json" or "application/json"))
        {
            return answer.MediaType is { } type ? $"{RequestQuery.Short(LogLine.Of(type))} and no JSON" : null;
        }

        try
        {
            return JsonSerializer.Deserialize(answer.Body.Span, NodeJson.Default.ProblemDocument) is { } problem && (problem.Detail ?? problem.Title) is { } words ? Line(words) : null;
        }
        catch (JsonException)
        {
            return "what is no JSON";
        }
    }
}
