namespace ModelMunicipalities.App.Tests.Features.Accounts;

/// <summary>What tests of signing in and out share: how a program signs in, goes on and shows what it was given.</summary>
public abstract class SessionTest(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private protected async Task<(string Access, string Refresh)> LogInAsync(Member member)
    {
        var tokens = (
            await Guest.PostAsync("/api/v1/auth/login", new { email = member.Email, password = Server.Password })
        ).ShouldBeOk();
        return (tokens["accessToken"]!.ToString(), tokens["refreshToken"]!.ToString());
    }

    private protected Task<Reply> RefreshAsync(string? refreshToken) =>
        Guest.PostAsync("/api/v1/auth/refresh", new { refreshToken });

    private protected Api With(string token) => new(Server, () => Task.FromResult(token));

    private protected Task<Reply> LogInAsync(string email, string? password) =>
        Guest.PostAsync("/api/v1/auth/login", new { email, password });
}
