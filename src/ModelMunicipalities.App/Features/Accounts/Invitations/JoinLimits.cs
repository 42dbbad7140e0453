using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// How often one client may ask to join. Counted by address in the node's memory, since a count in the database would mean to
/// keep who visited; N nodes so let through N times as much, which <see cref="AskToJoin"/> bounds anyhow.
/// </summary>
public static class JoinLimits
{
    public const string Policy = "Join";

    public static void AddJoinLimits(this WebApplicationBuilder builder)
    {
        var perHour = builder.Configuration.GetValue("Join:PerClientAndHour", 20);
        if (perHour < 1)
        {
            throw new InvalidOperationException("Join__PerClientAndHour must be at least 1.");
        }

        builder.Services.AddRateLimiter(o =>
        {
            o.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            o.OnRejected = (rejected, _) =>
            {
                if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after))
                {
                    rejected.HttpContext.Response.Headers.RetryAfter = string.Create(
                        CultureInfo.InvariantCulture,
                        $"{(int)Math.Ceiling(after.TotalSeconds)}"
                    );
                }

                return ValueTask.CompletedTask;
            };
            o.AddPolicy(Policy, http =>
                HttpMethods.IsPost(http.Request.Method)
                    ? RateLimitPartition.GetFixedWindowLimiter(Client.AddressOf(http), _ => new FixedWindowRateLimiterOptions
                    {
                        PermitLimit = perHour,
                        Window = TimeSpan.FromHours(1),
                    })
                    : RateLimitPartition.GetNoLimiter("")
            );
        });
    }
}
