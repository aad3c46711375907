using Microsoft.AspNetCore.Http;

namespace WasiHal.Cluster.Actuation;

/// <summary>What a failure of hardware is in HTTP.</summary>
internal static class HardwareProblems
{
    /// <summary>The status: the request's fault 4xx, otherwise 502, because what is behind the node failed.</summary>
    public static int StatusOf(HardwareErrorKind kind) => kind switch
    {
        HardwareErrorKind.Invalid => StatusCodes.Status400BadRequest,
        HardwareErrorKind.Denied => StatusCodes.Status403Forbidden,
        HardwareErrorKind.NotPresent => StatusCodes.Status404NotFound,
        HardwareErrorKind.Busy => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status502BadGateway,
    };

    /// <summary>Uses hardware; its failures become problem details.</summary>
    /// <exception cref="BadHttpRequestException">It failed.</exception>
    public static T Use<T>(Func<T> verb)
    {
        try
        {
            return verb();
        }
        catch (HardwareException failure)
        {
            throw new BadHttpRequestException(failure.Message, StatusOf(failure.Kind), failure);
        }
    }
}
