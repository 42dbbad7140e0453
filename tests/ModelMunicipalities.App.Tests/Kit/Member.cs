namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>A person with an account, signed in when she first does something.</summary>
public sealed class Member
{
    private readonly Lazy<Task<string>> _token;

    private readonly Lazy<Task<Reader>> _reader;

    public Member(Server server, int id, string name, string email)
    {
        (Id, Name, Email) = (id, name, email);
        _token = new(async () =>
            (await new Api(server).PostAsync("/api/v1/auth/login", new { email, password = Server.Password })).ShouldBeOk()[
                "accessToken"
            ]!.ToString()
        );
        _reader = new(async () => await new Reader(server).SignInAsync(email, Server.Password));
        Api = new Api(server, () => _token.Value);
    }

    public int Id { get; }

    public string Name { get; }

    public string Email { get; }

    /// <summary>The API with her token.</summary>
    public Api Api { get; }

    /// <summary>The portal in her browser.</summary>
    public Task<Reader> ReaderAsync() => _reader.Value;
}
