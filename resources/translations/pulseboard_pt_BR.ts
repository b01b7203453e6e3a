<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
    <name>CallText</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>Connection</name>
    <message>
        <source>This machine</source>
        <translation>Esta máquina</translation>
    </message>
    <message>
        <source>This machine, on %1</source>
        <translation>Esta máquina, em %1</translation>
    </message>
    <message>
        <source>%1 over %2</source>
        <translation>%1 via %2</translation>
    </message>
    <message>
        <source>has no Redis server, or no output key</source>
        <translation>falta o servidor Redis ou a chave de saída</translation>
    </message>
    <message>
        <source>has no gateway</source>
        <translation>falta o gateway</translation>
    </message>
    <message>
        <source>Demo data</source>
        <translation>Dados de demonstração</translation>
    </message>
    <message>
        <source>over SSH, the server must be redis:// or rediss://, not a socket</source>
        <translation>via SSH, o servidor deve ser redis:// ou rediss://, não um socket</translation>
    </message>
    <message>
        <source>is of an unknown kind</source>
        <translation>é de um tipo desconhecido</translation>
    </message>
    <message>
        <source>sample function</source>
        <translation>função de exemplo</translation>
    </message>
</context>
<context>
    <name>Crosshair</name>
    <message numerus="yes">
        <source>and %n more events</source>
        <translation>
            <numerusform>e mais %n evento</numerusform>
            <numerusform>e mais %n eventos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>e mais %n</numerusform>
            <numerusform>e mais %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EventTexts</name>
    <message>
        <source>%1 back to normal: %2</source>
        <translation>%1 de volta ao normal: %2</translation>
    </message>
    <message>
        <source>%1 above %2: %3</source>
        <translation>%1 acima de %2: %3</translation>
    </message>
    <message>
        <source>%1 still above %2: down to %3</source>
        <translation>%1 ainda acima de %2: caiu para %3</translation>
    </message>
    <message numerus="yes">
        <source>%n CPUs</source>
        <translation>
            <numerusform>%n CPU</numerusform>
            <numerusform>%n CPUs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 e mais %n</numerusform>
            <numerusform>%1 e mais %n</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 back to normal</source>
        <translation>%1 de volta ao normal</translation>
    </message>
    <message>
        <source>%1 above %2, up to %3</source>
        <translation>%1 acima de %2, até %3</translation>
    </message>
    <message>
        <source>%1 still above %2: down to at most %3</source>
        <translation>%1 ainda acima de %2: caiu para no máximo %3</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation>Conexão perdida</translation>
    </message>
    <message>
        <source>Connection lost: %1</source>
        <translation>Conexão perdida: %1</translation>
    </message>
    <message>
        <source>Connected again</source>
        <translation>Conexão restabelecida</translation>
    </message>
    <message>
        <source>Function failed: %1</source>
        <translation>A função falhou: %1</translation>
    </message>
    <message>
        <source>The newest version of the function cannot be loaded: %1</source>
        <translation>Não foi possível carregar a versão mais recente da função: %1</translation>
    </message>
    <message numerus="yes">
        <source>Pulseboard: %n events</source>
        <translation>
            <numerusform>Pulseboard: %n evento</numerusform>
            <numerusform>Pulseboard: %n eventos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n earlier</source>
        <translation>
            <numerusform>%n anterior</numerusform>
            <numerusform>%n anteriores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileSaver</name>
    <message>
        <source>Not saved</source>
        <translation>Arquivo não salvo</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>Não foi possível gravar %1: %2</translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation>Arquivos %1</translation>
    </message>
</context>
<context>
    <name>GatewayUrl</name>
    <message>
        <source>must start with http://, https://, ws:// or wss://, as in http://host:53004</source>
        <translation>deve começar com http://, https://, ws:// ou wss://, como em http://host:53004</translation>
    </message>
    <message>
        <source>needs a host, and a port from 1 to 65535 if it has one, as in http://host:53004</source>
        <translation>precisa de um host e, se houver porta, que ela seja de 1 a 65535, como em http://host:53004</translation>
    </message>
    <message>
        <source>cannot contain a user name or a password; enter the token separately</source>
        <translation>não pode conter nome de usuário nem senha; informe o token separadamente</translation>
    </message>
    <message>
        <source>cannot contain ? or #, since nothing may follow the path; enter the token separately</source>
        <translation>não pode conter ? nem #, pois nada pode vir depois do caminho; informe o token separadamente</translation>
    </message>
</context>
<context>
    <name>Language</name>
    <message>
        <source>English</source>
        <translation>Português (Brasil)</translation>
    </message>
</context>
<context>
    <name>MetricFamilies</name>
    <message>
        <source>CPU average</source>
        <translation>Média móvel por CPU</translation>
    </message>
    <message>
        <source>CPU usage</source>
        <translation>Uso por CPU</translation>
    </message>
    <message>
        <source>Egress, share of network bytes</source>
        <translation>Tráfego de saída (% dos bytes)</translation>
    </message>
    <message>
        <source>Cache, share of memory</source>
        <translation>Cache (% da memória)</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memória</translation>
    </message>
    <message>
        <source>Memory in use</source>
        <translation>Memória em uso</translation>
    </message>
    <message>
        <source>Active memory</source>
        <translation>Memória ativa</translation>
    </message>
    <message>
        <source>CPU frequency</source>
        <translation>Frequência da CPU</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Processos</translation>
    </message>
    <message>
        <source>Processes, {window} average</source>
        <translation>Processos, média de {window}</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Rede</translation>
    </message>
    <message>
        <source>Network packets</source>
        <translation>Pacotes de rede</translation>
    </message>
    <message>
        <source>Context switches</source>
        <translation>Trocas de contexto</translation>
    </message>
    <message>
        <source>Interrupts</source>
        <translation>Interrupções</translation>
    </message>
    <message>
        <source>CPU {index}</source>
        <translation>CPU {index}</translation>
    </message>
    <message>
        <source>Egress</source>
        <translation>Tráfego de saída</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>used</source>
        <translation>em uso</translation>
    </message>
    <message>
        <source>buffers</source>
        <translation>buffers</translation>
    </message>
    <message>
        <source>cached</source>
        <translation>em cache</translation>
    </message>
    <message>
        <source>free</source>
        <translation>livre</translation>
    </message>
    <message>
        <source>{name} sent</source>
        <translation>{name} enviados</translation>
    </message>
    <message>
        <source>{name} received</source>
        <translation>{name} recebidos</translation>
    </message>
    <message>
        <source>Soft interrupts</source>
        <translation>Interrupções de software</translation>
    </message>
    <message>
        <source>of network bytes</source>
        <translation>dos bytes de rede</translation>
    </message>
    <message>
        <source>of memory</source>
        <translation>da memória</translation>
    </message>
</context>
<context>
    <name>OutcomeText</name>
    <message>
        <source>succeeded</source>
        <translation>sucesso</translation>
    </message>
    <message>
        <source>returned nothing</source>
        <translation>sem retorno</translation>
    </message>
    <message>
        <source>bad measurement</source>
        <translation>medição inválida</translation>
    </message>
    <message>
        <source>raised</source>
        <translation>exceção</translation>
    </message>
    <message>
        <source>not encodable</source>
        <translation>não conversível em JSON</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>memória insuficiente</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>ignorada</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>tempo esgotado</translation>
    </message>
    <message>
        <source>crashed</source>
        <translation>processo encerrado inesperadamente</translation>
    </message>
</context>
<context>
    <name>PercentText</name>
    <message>
        <source>%1%</source>
        <translation>%1%</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>Cannot connect to %1: %2</source>
        <translation>Não foi possível conectar a %1: %2</translation>
    </message>
    <message>
        <source>Connection to %1 lost: %2</source>
        <translation>Conexão com %1 perdida: %2</translation>
    </message>
    <message>
        <source>%1 did not answer in time</source>
        <translation>%1 não respondeu a tempo</translation>
    </message>
    <message>
        <source>Check the host&apos;s name, or add ?cafile=PATH to the URL (%1)</source>
        <translation>Verifique o nome do host ou acrescente ?cafile=CAMINHO à URL (detalhes: %1)</translation>
    </message>
    <message>
        <source>The peer does not answer as a Redis server: %1</source>
        <translation>A resposta recebida não é a de um servidor Redis: %1</translation>
    </message>
    <message>
        <source>The reply is larger than the limit of %1 bytes and was ignored</source>
        <translation>A resposta é maior que o limite de %1 bytes e foi ignorada</translation>
    </message>
    <message>
        <source>Another node of a Redis Cluster is responsible for the key, and Redis Cluster is not supported; use a single Redis server (%1)</source>
        <translation>Outro nó de um Redis Cluster é responsável pela chave, e não há suporte a Redis Cluster; use um único servidor Redis (detalhes: %1)</translation>
    </message>
    <message>
        <source>%1 does not support %2</source>
        <translation>%1 não oferece suporte a %2</translation>
    </message>
    <message>
        <source>Check the user and the password (%1)</source>
        <translation>Verifique o usuário e a senha (detalhes: %1)</translation>
    </message>
    <message>
        <source>Ask for the permission to read “%1” (%2)</source>
        <translation>Solicite permissão para ler “%1” (detalhes: %2)</translation>
    </message>
    <message>
        <source>“%1” holds no text; check the output key (%2)</source>
        <translation>“%1” não contém texto; verifique a chave de saída (detalhes: %2)</translation>
    </message>
    <message>
        <source>“%1” holds no text; check the input key (%2)</source>
        <translation>“%1” não contém texto; verifique a chave de entrada (detalhes: %2)</translation>
    </message>
    <message>
        <source>“%1” was not written by Pulseboard&apos;s runtime (%2)</source>
        <translation>“%1” não foi gravada pelo runtime do Pulseboard (detalhes: %2)</translation>
    </message>
    <message>
        <source>There is no key “%1”; check the input key</source>
        <translation>A chave “%1” não existe; verifique a chave de entrada</translation>
    </message>
</context>
<context>
    <name>ProblemText</name>
    <message>
        <source>The gateway reports: %1</source>
        <translation>O gateway informa: %1</translation>
    </message>
    <message>
        <source>There is no key “%1”</source>
        <translation>Não existe uma chave “%1”</translation>
    </message>
    <message>
        <source>These keys look like results: %1</source>
        <translation>Estas chaves parecem conter resultados: %1</translation>
    </message>
</context>
<context>
    <name>RedisReason</name>
    <message>
        <source>no answer in time</source>
        <translation>sem resposta a tempo</translation>
    </message>
    <message>
        <source>there is no such socket</source>
        <translation>esse socket não existe</translation>
    </message>
    <message>
        <source>no server listens on this socket</source>
        <translation>nenhum servidor escuta neste socket</translation>
    </message>
    <message>
        <source>permission denied</source>
        <translation>permissão negada</translation>
    </message>
    <message>
        <source>the server closed the connection</source>
        <translation>o servidor fechou a conexão</translation>
    </message>
    <message>
        <source>this server has no password, so give none</source>
        <translation>este servidor não tem senha; deixe-a vazia</translation>
    </message>
</context>
<context>
    <name>RedisUrl</name>
    <message>
        <source>the database must be a number, as in redis://host:port/2</source>
        <translation>o banco de dados deve ser um número, como em redis://host:port/2</translation>
    </message>
    <message>
        <source>needs the absolute path of a socket, as in unix:///run/redis.sock</source>
        <translation>precisa do caminho absoluto de um socket, como em unix:///run/redis.sock</translation>
    </message>
    <message>
        <source>the port must be from 1 to 65535</source>
        <translation>a porta deve ser de 1 a 65535</translation>
    </message>
    <message>
        <source>must be redis://[user:password@]host:port/database, with special characters percent-encoded (%1)</source>
        <translation>deve ser redis://[usuário:senha@]host:porta/banco, com caracteres especiais codificados com % (%1)</translation>
    </message>
    <message>
        <source>must start with redis://, rediss:// or unix://, as in redis://host:6379</source>
        <translation>deve começar com redis://, rediss:// ou unix://, como em redis://host:6379</translation>
    </message>
    <message>
        <source>a &apos;#&apos; in the user or password must be written as %23</source>
        <translation>um &apos;#&apos; no usuário ou na senha deve ser escrito como %23</translation>
    </message>
    <message>
        <source>give certfile and keyfile together: the certificate and its key</source>
        <translation>informe certfile e keyfile juntos: o certificado e a chave privada dele</translation>
    </message>
</context>
<context>
    <name>SampleCodec</name>
    <message>
        <source>The result is not JSON</source>
        <translation>O resultado não é JSON</translation>
    </message>
    <message>
        <source>The result is JSON, but not an object</source>
        <translation>O resultado é JSON, mas não um objeto</translation>
    </message>
</context>
<context>
    <name>SecretStore</name>
    <message>
        <source>The desktop&apos;s secret store was not unlocked</source>
        <translation>O cofre de senhas do sistema não foi desbloqueado</translation>
    </message>
    <message>
        <source>This desktop has no secret store</source>
        <translation>Este sistema não tem cofre de senhas</translation>
    </message>
    <message>
        <source>The desktop&apos;s secret store does not answer: %1</source>
        <translation>O cofre de senhas do sistema não responde: %1</translation>
    </message>
</context>
<context>
    <name>SeriesCsv</name>
    <message>
        <source>%1 over %2: %3</source>
        <translation>%1 (%2): %3</translation>
    </message>
</context>
<context>
    <name>SshDestination</name>
    <message>
        <source>neither user nor host may begin with &apos;-&apos;</source>
        <translation>nem usuário nem host podem começar com &apos;-&apos;</translation>
    </message>
    <message>
        <source>the user may not end with a backslash</source>
        <translation>o usuário não pode terminar com barra invertida</translation>
    </message>
    <message>
        <source>the port must be a number from 1 to 65535</source>
        <translation>a porta deve ser um número de 1 a 65535</translation>
    </message>
    <message>
        <source>it cannot contain spaces or control characters</source>
        <translation>não pode conter espaços nem caracteres de controle</translation>
    </message>
    <message>
        <source>it cannot contain %1</source>
        <translation>não pode conter %1</translation>
    </message>
    <message>
        <source>write it without ssh://</source>
        <translation>escreva sem ssh://</translation>
    </message>
    <message>
        <source>the user before the @ is missing</source>
        <translation>falta o usuário antes do @</translation>
    </message>
    <message>
        <source>it cannot contain a password; ssh asks for it</source>
        <translation>não pode conter uma senha; o ssh a solicitará</translation>
    </message>
    <message>
        <source>the host is missing</source>
        <translation>falta o host</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an SSH destination: %2; write user@host, user@host:port or a Host of ~/.ssh/config</source>
        <translation>&apos;%1&apos; não é um destino SSH: %2; escreva usuário@host, usuário@host:porta ou um Host de ~/.ssh/config</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an SSH jump host: %2; write user@host, user@host:port or a Host of ~/.ssh/config</source>
        <translation>&apos;%1&apos; não é um servidor intermediário SSH: %2; escreva usuário@host, usuário@host:porta ou um Host de ~/.ssh/config</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an address behind an SSH server: %2; write host:port, as the SSH server sees it</source>
        <translation>&apos;%1&apos; não é um endereço acessível por um servidor SSH: %2; escreva host:porta, como o servidor SSH o vê</translation>
    </message>
    <message>
        <source>it cannot contain a user</source>
        <translation>não pode conter um usuário</translation>
    </message>
</context>
<context>
    <name>StatusText</name>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>h</source>
        <translation>h</translation>
    </message>
    <message>
        <source>d</source>
        <translation>d</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>há %1</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Conectando a %1…</translation>
    </message>
    <message>
        <source>Not connected, trying again…</source>
        <translation>Sem conexão, tentando de novo…</translation>
    </message>
    <message>
        <source>The results cannot be read</source>
        <translation>Não foi possível ler os resultados</translation>
    </message>
    <message>
        <source>The value under “%1” cannot be shown yet</source>
        <translation>O valor em “%1” ainda não pode ser exibido</translation>
    </message>
    <message>
        <source>Waiting for the first result under “%1”</source>
        <translation>Aguardando o primeiro resultado em “%1”</translation>
    </message>
    <message>
        <source>The login was refused</source>
        <translation>Credenciais recusadas</translation>
    </message>
    <message>
        <source>No permission to read “%1”</source>
        <translation>Sem permissão para ler “%1”</translation>
    </message>
    <message>
        <source>Check that it is running and can be reached from here.</source>
        <translation>Verifique se o servidor está em execução e acessível a partir daqui.</translation>
    </message>
    <message>
        <source>The newest result cannot be read</source>
        <translation>Não foi possível ler o último resultado</translation>
    </message>
    <message>
        <source>No new result</source>
        <translation>Nenhum resultado novo</translation>
    </message>
    <message>
        <source>How old the newest result is will be known when the next one arrives.</source>
        <translation>A idade do último resultado só será conhecida quando chegar o próximo.</translation>
    </message>
    <message>
        <source>“%1” does not hold results</source>
        <translation>“%1” não contém resultados</translation>
    </message>
    <message>
        <source>This takes a few seconds. If it fails, the reason appears here.</source>
        <translation>Isso leva alguns segundos. Se houver falha, o motivo aparecerá aqui.</translation>
    </message>
    <message>
        <source>Check that this is the output key, that a runtime writes it, and that measurements arrive.</source>
        <translation>Verifique se esta é a chave de saída, se um runtime grava nela e se há medições chegando.</translation>
    </message>
    <message>
        <source>Check that measurements arrive, and that the function runs without errors.</source>
        <translation>Verifique se há medições chegando e se a função está rodando sem erros.</translation>
    </message>
    <message>
        <source>The result was ignored.</source>
        <translation>O resultado foi ignorado.</translation>
    </message>
    <message>
        <source>Last update %1.</source>
        <translation>Última atualização %1.</translation>
    </message>
    <message>
        <source>A runtime reports under “%1”, but it has not stored a result yet.</source>
        <translation>Um runtime publica seu estado em “%1”, mas ainda não gravou nenhum resultado.</translation>
    </message>
    <message>
        <source>No runtime reports under “%1”.</source>
        <translation>Nenhum runtime publica seu estado em “%1”.</translation>
    </message>
    <message>
        <source>every %1</source>
        <translation>a cada %1</translation>
    </message>
    <message>
        <source>%1 per second</source>
        <translation>%1 por segundo</translation>
    </message>
    <message>
        <source>clock %1 behind</source>
        <translation>relógio %1 atrasado</translation>
    </message>
    <message>
        <source>clock %1 ahead</source>
        <translation>relógio %1 adiantado</translation>
    </message>
    <message>
        <source>Login refused</source>
        <translation>Credenciais recusadas</translation>
    </message>
    <message>
        <source>No permission</source>
        <translation>Sem permissão</translation>
    </message>
    <message>
        <source>Wrong key</source>
        <translation>Chave errada</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Recusado</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>agora mesmo</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <comment>a function or a key, and a machine</comment>
        <translation>%1 em %2</translation>
    </message>
    <message>
        <source>Built-in sample</source>
        <translation>Função de exemplo</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Conectando</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Aguardando</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Sem conexão</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>Ilegível</translation>
    </message>
    <message>
        <source>Outdated</source>
        <translation>Desatualizado</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Conectado</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Ao vivo</translation>
    </message>
    <message>
        <source>age unknown until the next one arrives</source>
        <translation>idade desconhecida até chegar o próximo</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>nenhum ainda</translation>
    </message>
    <message>
        <source>%1 behind this machine&apos;s</source>
        <translation>%1 atrasado em relação ao desta máquina</translation>
    </message>
    <message>
        <source>%1 ahead of this machine&apos;s</source>
        <translation>%1 adiantado em relação ao desta máquina</translation>
    </message>
    <message numerus="yes">
        <source>The function returned nothing in %n calls. To be shown, it has to return a dict.</source>
        <translation>
            <numerusform>A função não retornou nada em %n chamada. Para aparecer aqui, ela precisa retornar um dict.</numerusform>
            <numerusform>A função não retornou nada em %n chamadas. Para aparecer aqui, ela precisa retornar um dict.</numerusform>
        </translation>
    </message>
    <message>
        <source>Check that the function returns a dict that JSON can hold, and that this is the output key.</source>
        <translation>Verifique se a função retorna um dict que o JSON possa representar e se esta é a chave de saída.</translation>
    </message>
</context>
<context>
    <name>WebPage</name>
    <message>
        <source>The dashboard has stopped: %1.</source>
        <translation>O painel parou: %1.</translation>
    </message>
    <message>
        <source>Loading %1 of %2 MB</source>
        <translation>Carregando %1 de %2 MB</translation>
    </message>
    <message>
        <source>The gateway cannot be reached. Trying again…</source>
        <translation>Não foi possível acessar o gateway. Tentando de novo…</translation>
    </message>
    <message>
        <source>The gateway does not send the dashboard: HTTP status %1.</source>
        <translation>O gateway não enviou o painel: status HTTP %1.</translation>
    </message>
    <message>
        <source>This browser has no WebAssembly, which the dashboard needs. Use a current one.</source>
        <translation>Este navegador não oferece suporte a WebAssembly, necessário para o painel. Use um navegador atual.</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Carregando</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Carregando…</translation>
    </message>
    <message>
        <source>Load the page again</source>
        <translation>Recarregar a página</translation>
    </message>
</context>
<context>
    <name>pulse::AskPass</name>
    <message>
        <source>no folder can be created: %1</source>
        <translation>não foi possível criar uma pasta: %1</translation>
    </message>
    <message>
        <source>%1 cannot be created: %2</source>
        <translation>não foi possível criar %1: %2</translation>
    </message>
</context>
<context>
    <name>pulse::CallChart</name>
    <message numerus="yes">
        <source>%1; %n failed calls</source>
        <translation>
            <numerusform>%1; %n chamada com falha</numerusform>
            <numerusform>%1; %n chamadas com falha</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pulse::CallPanel</name>
    <message>
        <source>Duration of calls</source>
        <translation>Duração das chamadas</translation>
    </message>
    <message>
        <source>No call in this time range</source>
        <translation>Nenhuma chamada neste período</translation>
    </message>
    <message>
        <source>◆ failed</source>
        <translation>◆ falhou</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Duração</translation>
    </message>
</context>
<context>
    <name>pulse::ChartLegend</name>
    <message numerus="yes">
        <source>+%n more</source>
        <translation>
            <numerusform>mais %n</numerusform>
            <numerusform>mais %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pulse::CloseButton</name>
    <message>
        <source>Close (Esc)</source>
        <translation>Fechar (Esc)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
</context>
<context>
    <name>pulse::ConnectionDialog</name>
    <message>
        <source>Connect</source>
        <translation>Conectar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>No keys could be found: %1</source>
        <translation>Não foi possível buscar chaves: %1</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>Buscar…</translation>
    </message>
    <message>
        <source>Find output keys on the server</source>
        <translation>Buscar chaves de saída no servidor</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Buscando…</translation>
    </message>
    <message>
        <source>No key on the server looks like an output key</source>
        <translation>Nenhuma chave do servidor parece ser uma chave de saída</translation>
    </message>
    <message>
        <source>Cancel the test</source>
        <translation>Cancelar o teste</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>Testar conexão</translation>
    </message>
</context>
<context>
    <name>pulse::ConnectionForm</name>
    <message>
        <source>This machine</source>
        <translation>Esta máquina</translation>
    </message>
    <message>
        <source>Redis server</source>
        <translation>Servidor Redis</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>Gateway</translation>
    </message>
    <message>
        <source>Demo data</source>
        <translation>Dados de demonstração</translation>
    </message>
    <message>
        <source>Results come from</source>
        <translation>Fonte dos resultados</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Função</translation>
    </message>
    <message>
        <source>Output key</source>
        <translation>Chave Redis de saída</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Keep the token in the desktop&apos;s secret store</source>
        <translation>Guardar o token no cofre de senhas do sistema</translation>
    </message>
    <message>
        <source>Connection name</source>
        <translation>Nome da conexão</translation>
    </message>
    <message>
        <source>a name for the list of connections</source>
        <translation>como aparece na lista de conexões</translation>
    </message>
    <message>
        <source>your .py or .zip; empty: the sample function</source>
        <translation>seu arquivo .py ou .zip (vazio: função de exemplo)</translation>
    </message>
    <message>
        <source>This machine is measured every few seconds, and the function is called with each measurement. You can edit its file while it runs: it is loaded again each time you save it, and the Function view shows its errors.</source>
        <translation>Esta máquina é medida a cada poucos segundos, e a função é chamada com cada medição. Você pode editar o arquivo da função enquanto ela roda: ele é recarregado cada vez que você o salva, e a tela Função mostra os erros.</translation>
    </message>
    <message>
        <source>empty: the gateway&apos;s first one</source>
        <translation>vazio: a primeira do gateway</translation>
    </message>
    <message>
        <source>Made-up results of a machine that does not exist, to see what the dashboard does.</source>
        <translation>Resultados fictícios de uma máquina que não existe, para você conhecer o painel.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Onde</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Autenticação</translation>
    </message>
</context>
<context>
    <name>pulse::ConnectionList</name>
    <message>
        <source>Known connections</source>
        <translation>Conexões salvas</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remover</translation>
    </message>
</context>
<context>
    <name>pulse::ConnectionTest</name>
    <message>
        <source>No result arrived within %1 s. Check that the function runs, and that measurements arrive</source>
        <translation>Nenhum resultado chegou em %1 s. Verifique se a função está rodando e se há medições chegando</translation>
    </message>
    <message>
        <source>There was no answer within %1 s</source>
        <translation>Não houve resposta em %1 s</translation>
    </message>
</context>
<context>
    <name>pulse::CpuModel</name>
    <message>
        <source>usage %1, average %2</source>
        <translation>uso %1, média %2</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Uso</translation>
    </message>
    <message>
        <source>Usage over time</source>
        <translation>Uso no tempo</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>Média</translation>
    </message>
    <message>
        <source>Average over time</source>
        <translation>Média no tempo</translation>
    </message>
</context>
<context>
    <name>pulse::CpusPage</name>
    <message>
        <source>CPU usage, as measured</source>
        <translation>Uso medido por CPU</translation>
    </message>
    <message>
        <source>CPU average</source>
        <translation>Média móvel por CPU</translation>
    </message>
    <message>
        <source>Filter: 0-7, 12 or &gt;50</source>
        <translation>Filtro: 0-7, 12 ou &gt;50</translation>
    </message>
    <message>
        <source>CPU %1</source>
        <translation>CPU %1</translation>
    </message>
    <message>
        <source>usage %1</source>
        <translation>uso %1</translation>
    </message>
    <message>
        <source>Filter CPUs by number or load</source>
        <translation>Filtrar CPUs por número ou carga</translation>
    </message>
    <message>
        <source>CPUs</source>
        <translation>CPUs</translation>
    </message>
    <message>
        <source>CPU average over %1</source>
        <translation>Média móvel por CPU (%1)</translation>
    </message>
    <message>
        <source>Numbers (0-7, 12) or limits of the load (&gt;50, &lt;5)</source>
        <translation>Números (0-7, 12) ou limites de carga (&gt;50, &lt;5)</translation>
    </message>
    <message numerus="yes">
        <source>%n CPUs</source>
        <translation>
            <numerusform>%n CPU</numerusform>
            <numerusform>%n CPUs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n CPUs</source>
        <translation>
            <numerusform>%1 de %n CPU</numerusform>
            <numerusform>%1 de %n CPUs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n selected</source>
        <translation>
            <numerusform>, %n selecionada</numerusform>
            <numerusform>, %n selecionadas</numerusform>
        </translation>
    </message>
    <message>
        <source>Left</source>
        <translation>À esquerda</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>À direita</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabela</translation>
    </message>
    <message>
        <source>A row for each CPU. Click a column header to sort by it, or a row to see only that CPU; select more rows with Ctrl or Shift. In a narrow window, each CPU has a card; tap cards to see only their CPUs.</source>
        <translation>Uma linha por CPU. Clique no cabeçalho de uma coluna para ordenar. Clique em uma linha para ver só essa CPU; use Ctrl ou Shift para escolher várias. Em uma janela estreita, cada CPU tem um cartão; toque em cartões para ver só as CPUs deles.</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
    <message>
        <source>The measurements contain no CPU usage</source>
        <translation>As medições não contêm o uso das CPUs</translation>
    </message>
    <message>
        <source>The results contain no CPU averages</source>
        <translation>Os resultados não contêm médias móveis das CPUs</translation>
    </message>
    <message>
        <source>The measured usage of each CPU: the share of time in which it was busy.</source>
        <translation>O uso medido de cada CPU: a porcentagem do tempo em que esteve ocupada.</translation>
    </message>
    <message>
        <source>Its moving average, as computed by the function; if there are several, choose the length of time.</source>
        <translation>A média móvel de cada CPU, calculada pela função; se houver mais de uma, escolha o período.</translation>
    </message>
    <message>
        <source>By number (0-7, 12) or by load (&gt;50, &lt;5). Charts and table show the CPUs that match.</source>
        <translation>Por número (0-7, 12) ou por carga (&gt;50, &lt;5). Os gráficos e a tabela mostram as CPUs correspondentes.</translation>
    </message>
</context>
<context>
    <name>pulse::DataPage</name>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>All values</source>
        <translation>Todos os valores</translation>
    </message>
    <message>
        <source>No result yet</source>
        <translation>Nenhum resultado ainda</translation>
    </message>
    <message>
        <source>Search names and values</source>
        <translation>Buscar nomes e valores</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabela</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>Árvore</translation>
    </message>
    <message>
        <source>Result as JSON</source>
        <translation>Resultado em JSON</translation>
    </message>
    <message>
        <source>Measurement as JSON</source>
        <translation>Medição em JSON</translation>
    </message>
    <message>
        <source>Selection as JSON</source>
        <translation>Seleção em JSON</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n values</source>
        <translation>
            <numerusform>%1 de %n valor</numerusform>
            <numerusform>%1 de %n valores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n values</source>
        <translation>
            <numerusform>%n valor</numerusform>
            <numerusform>%n valores</numerusform>
        </translation>
    </message>
    <message>
        <source>Result from %1, %2</source>
        <translation>Resultado de %1, %2</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>Result from %1</source>
        <translation>Resultado de %1</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Dados</translation>
    </message>
    <message>
        <source>Both as JSON, in the original order.</source>
        <translation>Os dois em JSON, na ordem original.</translation>
    </message>
    <message>
        <source>Copies the result, the measurement or the selection as JSON.</source>
        <translation>Copia o resultado, a medição ou a seleção em JSON.</translation>
    </message>
    <message>
        <source>Measurement</source>
        <translation>Medição</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>All values of the newest result and its measurement. Type to search names and values. Numbers have up to six digits; the tooltip and copies have them all.</source>
        <translation>Todos os valores do último resultado e da medição dele. Digite para buscar nomes e valores. Os números têm até seis dígitos; a dica e as cópias têm todos.</translation>
    </message>
</context>
<context>
    <name>pulse::DemoSource</name>
    <message>
        <source>demo data</source>
        <translation>dados de demonstração</translation>
    </message>
</context>
<context>
    <name>pulse::EventList</name>
    <message>
        <source>Events</source>
        <translation>Eventos</translation>
    </message>
    <message>
        <source>No events</source>
        <translation>Nenhum evento</translation>
    </message>
    <message>
        <source>Events, last %1</source>
        <translation>Eventos, período de %1</translation>
    </message>
    <message>
        <source>Events, %1 to %2</source>
        <translation>Eventos, %1 a %2</translation>
    </message>
    <message>
        <source>%1: the newest %2</source>
        <translation>%1: os %2 mais recentes</translation>
    </message>
</context>
<context>
    <name>pulse::EventsModel</name>
    <message numerus="yes">
        <source>%n events: %1</source>
        <translation>
            <numerusform>%n evento: %1</numerusform>
            <numerusform>%n eventos: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n times)</source>
        <translation>
            <numerusform>%1 (%n vez)</numerusform>
            <numerusform>%1 (%n vezes)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pulse::Exporter</name>
    <message>
        <source>Copy picture</source>
        <translation>Copiar imagem</translation>
    </message>
    <message>
        <source>Save picture (PNG)</source>
        <translation>Salvar imagem (PNG)</translation>
    </message>
    <message>
        <source>Save picture (SVG)</source>
        <translation>Salvar imagem (SVG)</translation>
    </message>
    <message>
        <source>Save visible values (CSV)</source>
        <translation>Salvar os valores visíveis (CSV)</translation>
    </message>
</context>
<context>
    <name>pulse::FailureDetail</name>
    <message>
        <source>Show this moment</source>
        <translation>Mostrar este momento</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>There is no traceback</source>
        <translation>Sem traceback</translation>
    </message>
    <message>
        <source>Traceback</source>
        <translation>Traceback</translation>
    </message>
    <message>
        <source>%1 · %2 · took %3</source>
        <translation>%1 · %2 · duração: %3</translation>
    </message>
    <message>
        <source> · measurement %1</source>
        <translation> · medição %1</translation>
    </message>
</context>
<context>
    <name>pulse::FailureList</name>
    <message>
        <source>Failures</source>
        <translation>Falhas</translation>
    </message>
    <message>
        <source>No call has failed</source>
        <translation>Nenhuma chamada falhou</translation>
    </message>
    <message>
        <source>Calls that failed</source>
        <translation>Chamadas com falha</translation>
    </message>
    <message numerus="yes">
        <source>the newest %n</source>
        <translation>
            <numerusform>a mais recente</numerusform>
            <numerusform>as %n mais recentes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pulse::FailuresModel</name>
    <message>
        <source>%1, line %2</source>
        <translation>%1, linha %2</translation>
    </message>
    <message>
        <source>%1 ×%2</source>
        <comment>an error, and how often it occurred</comment>
        <translation>%1 ×%2</translation>
    </message>
    <message>
        <source>last %1</source>
        <translation>última: %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>an error, and when it occurred</comment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>pulse::FeedSocket</name>
    <message>
        <source>a message is too large</source>
        <translation>uma mensagem é grande demais</translation>
    </message>
    <message>
        <source>HTTP status %1</source>
        <translation>status HTTP %1</translation>
    </message>
    <message>
        <source>the connection ended unexpectedly</source>
        <translation>a conexão foi encerrada inesperadamente</translation>
    </message>
    <message>
        <source>it sent data that is not text</source>
        <translation>ele enviou dados que não são texto</translation>
    </message>
    <message>
        <source>the gateway is stopped or has too many clients, or a proxy does not pass on WebSockets</source>
        <translation>o gateway está parado ou tem clientes demais, ou um proxy não repassa WebSockets</translation>
    </message>
</context>
<context>
    <name>pulse::FeedSource</name>
    <message>
        <source>%1 has no feed under this path; check the URL (HTTP status %2)</source>
        <translation>%1 não tem feed neste caminho; verifique a URL (status HTTP %2)</translation>
    </message>
    <message>
        <source>%1 does not begin with &quot;hello&quot;</source>
        <translation>%1 não começa com &quot;hello&quot;</translation>
    </message>
    <message>
        <source>%1 has no outputs; check its settings</source>
        <translation>%1 não tem saídas; verifique as configurações dele</translation>
    </message>
    <message>
        <source>%1 has no output %2; check the output key (it has: %3)</source>
        <translation>%1 não tem a saída %2; verifique a chave de saída (ele tem: %3)</translation>
    </message>
    <message>
        <source>Connection to %1 lost: its history is too long</source>
        <translation>Conexão com %1 perdida: o histórico é longo demais</translation>
    </message>
    <message>
        <source>Check the gateway&apos;s certificate and the host&apos;s name in the URL (%1)</source>
        <translation>Verifique o certificado do gateway e o nome do host na URL (detalhes: %1)</translation>
    </message>
    <message>
        <source>Connection to %1 lost: %2</source>
        <translation>Conexão com %1 perdida: %2</translation>
    </message>
    <message>
        <source>Cannot connect to %1: %2</source>
        <translation>Não foi possível conectar a %1: %2</translation>
    </message>
    <message>
        <source>Cannot connect to %1: no answer in %2 s</source>
        <translation>Não foi possível conectar a %1: sem resposta em %2 s</translation>
    </message>
    <message>
        <source>%1 does not accept this token; enter another one (HTTP status 401)</source>
        <translation>%1 não aceita este token; informe outro (status HTTP 401)</translation>
    </message>
    <message>
        <source>%1 requires a token; enter it in the connection, or use --gateway-token-file (HTTP status 401)</source>
        <translation>%1 exige um token; informe-o na conexão ou use --gateway-token-file (status HTTP 401)</translation>
    </message>
    <message>
        <source>%1 does not allow this program; ask the gateway&apos;s administrator (HTTP status 403)</source>
        <translation>%1 não permite o acesso deste programa; fale com o administrador do gateway (status HTTP 403)</translation>
    </message>
    <message>
        <source>The gateway at %1 does not accept this host name; allow it there with --allow-host, or use its address (HTTP status 421)</source>
        <translation>O gateway em %1 não aceita este nome de host; permita-o no gateway com --allow-host ou use o endereço (status HTTP 421)</translation>
    </message>
    <message>
        <source>%1 sent something that is not a message of the feed: %2</source>
        <translation>%1 enviou algo que não é uma mensagem do feed: %2</translation>
    </message>
    <message>
        <source>%1 sent &quot;hello&quot; twice</source>
        <translation>%1 enviou &quot;hello&quot; duas vezes</translation>
    </message>
    <message>
        <source>%1 uses version %2 of the feed, and this program version %3; update the gateway</source>
        <translation>%1 usa a versão %2 do feed, e este programa, a versão %3; atualize o gateway</translation>
    </message>
    <message>
        <source>%1 uses version %2 of the feed, and this program version %3; update this program</source>
        <translation>%1 usa a versão %2 do feed, e este programa, a versão %3; atualize este programa</translation>
    </message>
    <message>
        <source>Connection to %1 lost: nothing was received for %2 s</source>
        <translation>Conexão com %1 perdida: nada foi recebido em %2 s</translation>
    </message>
</context>
<context>
    <name>pulse::FormField</name>
    <message>
        <source>Browse…</source>
        <translation>Procurar…</translation>
    </message>
    <message>
        <source>Browse for: %1</source>
        <translation>Procurar: %1</translation>
    </message>
</context>
<context>
    <name>pulse::FunctionPage</name>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>pronta</translation>
    </message>
    <message>
        <source>not ready</source>
        <translation>não está pronta</translation>
    </message>
    <message>
        <source>Last call</source>
        <translation>Última chamada</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>nenhuma ainda</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Duração</translation>
    </message>
    <message>
        <source>%1 on average</source>
        <translation>%1 em média</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Chamadas</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Falhas</translation>
    </message>
    <message>
        <source>Worker restarts</source>
        <translation>Reinícios do worker</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Função</translation>
    </message>
    <message>
        <source>modified %1, code %2</source>
        <translation>modificada em %1, código %2</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>Gatilho</translation>
    </message>
    <message>
        <source>Runtime</source>
        <translation>Runtime</translation>
    </message>
    <message>
        <source>started %1</source>
        <translation>início: %1</translation>
    </message>
    <message>
        <source>Not ready: %1</source>
        <translation>Não está pronta: %1</translation>
    </message>
    <message>
        <source>At the top</source>
        <translation>Na parte superior</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>Atualizações</translation>
    </message>
    <message>
        <source>If the page is empty</source>
        <translation>Se a tela estiver vazia</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>number of calls, and their outcome</comment>
        <translation>%2: %1</translation>
    </message>
    <message>
        <source>The newest version cannot be loaded, so the previous one stays in use: %1</source>
        <translation>Não foi possível carregar a versão mais recente; a anterior continua em uso: %1</translation>
    </message>
    <message>
        <source>The runtime reports nothing about the function</source>
        <translation>O runtime não informa nada sobre a função</translation>
    </message>
    <message>
        <source>It does not store a status with its results, unlike Pulseboard&apos;s own runtime.</source>
        <translation>Ao contrário do runtime do Pulseboard, este grava só os resultados, sem informações sobre a função.</translation>
    </message>
    <message>
        <source>The runtime&apos;s report about the function cannot be read</source>
        <translation>Não foi possível ler o relatório do runtime sobre a função</translation>
    </message>
    <message>
        <source>The runtime&apos;s report: whether the function is ready, how often it was called, how long that took, how often it failed, and its file.</source>
        <translation>O relatório do runtime: se a função está pronta, quantas vezes foi chamada, quanto durou cada chamada, quantas vezes falhou e qual é o arquivo dela.</translation>
    </message>
    <message>
        <source>When its file changes, the runtime loads it again. If it cannot be loaded, this page reports why, and the previous function stays in use.</source>
        <translation>Quando o arquivo da função muda, o runtime o recarrega. Se houver erro, esta tela mostra o motivo e a função anterior continua em uso.</translation>
    </message>
    <message>
        <source>A runtime other than Pulseboard&apos;s writes the results, and it reports nothing about the function.</source>
        <translation>Os resultados são gravados por um runtime que não é o do Pulseboard e que não informa nada sobre a função.</translation>
    </message>
    <message numerus="yes">
        <source>no failure in the last %n calls</source>
        <translation>
            <numerusform>nenhuma falha na última chamada</numerusform>
            <numerusform>nenhuma falha nas últimas %n chamadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>failed in %1 of the last %n calls</source>
        <translation>
            <numerusform>falhou em %1 de %n chamada</numerusform>
            <numerusform>falhou em %1 das últimas %n chamadas</numerusform>
        </translation>
    </message>
    <message>
        <source>Run my function…</source>
        <translation>Executar minha função…</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>Salvar uma cópia…</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Copiar caminho</translation>
    </message>
    <message>
        <source>%1, code %2</source>
        <comment>the name of a file</comment>
        <translation>%1, código %2</translation>
    </message>
    <message>
        <source>Durations</source>
        <translation>Durações</translation>
    </message>
    <message>
        <source>How long calls took: the last one of each report, and each that failed, with a red diamond. Click to see a moment.</source>
        <translation>Quanto duraram as chamadas: a última de cada relatório e todas as que falharam, com um losango vermelho. Clique para ver um momento.</translation>
    </message>
    <message>
        <source>The last calls that ended without a result, grouped by error and line: the newest message and traceback. Earlier results are kept.</source>
        <translation>As últimas chamadas que terminaram sem resultado, agrupadas por erro e linha, com a mensagem e o traceback mais recentes. Os resultados anteriores são mantidos.</translation>
    </message>
</context>
<context>
    <name>pulse::HeatMap</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n percentages</source>
        <translation>
            <numerusform>%n porcentagem</numerusform>
            <numerusform>%n porcentagens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pulse::JsonTreeModel</name>
    <message>
        <source>more than %1</source>
        <translation>mais de %1</translation>
    </message>
    <message>
        <source>empty list</source>
        <translation>lista vazia</translation>
    </message>
    <message numerus="yes">
        <source>%n values</source>
        <translation>
            <numerusform>%n valor</numerusform>
            <numerusform>%n valores</numerusform>
        </translation>
    </message>
    <message>
        <source>no members</source>
        <translation>sem membros</translation>
    </message>
    <message numerus="yes">
        <source>%n members</source>
        <translation>
            <numerusform>%n membro</numerusform>
            <numerusform>%n membros</numerusform>
        </translation>
    </message>
    <message>
        <source>the rest is not shown</source>
        <translation>o restante não é exibido</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
</context>
<context>
    <name>pulse::JsonView</name>
    <message>
        <source>not JSON; only its beginning is shown</source>
        <translation>não é JSON; só o começo é exibido</translation>
    </message>
    <message>
        <source>not JSON; shown as text</source>
        <translation>não é JSON; exibido como texto</translation>
    </message>
</context>
<context>
    <name>pulse::KeyFinder</name>
    <message>
        <source>this user may not list the keys (SCAN)</source>
        <translation>este usuário não pode listar as chaves (SCAN)</translation>
    </message>
    <message>
        <source>this server cannot list its keys (it does not support SCAN)</source>
        <translation>este servidor não pode listar as chaves (não oferece suporte a SCAN)</translation>
    </message>
</context>
<context>
    <name>pulse::LineChart</name>
    <message>
        <source>warning %1</source>
        <translation>aviso %1</translation>
    </message>
    <message>
        <source>critical %1</source>
        <translation>crítico %1</translation>
    </message>
</context>
<context>
    <name>pulse::LocalMachine</name>
    <message>
        <source>%1 cannot be started: %2</source>
        <translation>Não foi possível iniciar %1: %2</translation>
    </message>
    <message>
        <source>%1 was found neither beside this program nor on PATH</source>
        <translation>%1 não foi encontrado na pasta deste programa nem no PATH</translation>
    </message>
    <message>
        <source>it crashed</source>
        <translation>o processo foi encerrado inesperadamente</translation>
    </message>
    <message>
        <source>exit code %1</source>
        <translation>código de saída %1</translation>
    </message>
    <message>
        <source>%1 ended: %2</source>
        <translation>%1 terminou: %2</translation>
    </message>
    <message>
        <source>%1 printed something unexpected: %2</source>
        <translation>%1 exibiu uma saída inesperada: %2</translation>
    </message>
</context>
<context>
    <name>pulse::LocalPort</name>
    <message>
        <source>there is no free port on 127.0.0.1: %1</source>
        <translation>não há porta livre em 127.0.0.1: %1</translation>
    </message>
</context>
<context>
    <name>pulse::LocalSource</name>
    <message>
        <source>this machine</source>
        <translation>esta máquina</translation>
    </message>
    <message>
        <source>%1; starting it again in %2 s</source>
        <translation>%1; nova tentativa em %2 s</translation>
    </message>
</context>
<context>
    <name>pulse::MomentPanel</name>
    <message>
        <source>the nearest result is from %1</source>
        <translation>o resultado mais próximo é de %1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more events</source>
        <translation>
            <numerusform>e mais %n evento</numerusform>
            <numerusform>e mais %n eventos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pulse::MoreTile</name>
    <message numerus="yes">
        <source>%n more numbers</source>
        <translation>
            <numerusform>mais %n número</numerusform>
            <numerusform>mais %n números</numerusform>
        </translation>
    </message>
    <message>
        <source>More numbers</source>
        <translation>Mais números</translation>
    </message>
    <message numerus="yes">
        <source>%n of them have no chart, since there are too many</source>
        <translation>
            <numerusform>%n deles não tem gráfico, pois há números demais</numerusform>
            <numerusform>%n deles não têm gráfico, pois há números demais</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pulse::OverviewPage</name>
    <message>
        <source>Other numbers in the results</source>
        <translation>Outros números nos resultados</translation>
    </message>
    <message>
        <source>Other numbers</source>
        <translation>Outros números</translation>
    </message>
    <message>
        <source>Numbers that the function returns under unknown names, each in its own chart, at the end of the page. A table of families gives them titles and units (--families).</source>
        <translation>Números que a função retorna com nomes desconhecidos, cada um no próprio gráfico, no fim da página. Uma tabela de famílias dá a eles títulos e unidades (--families).</translation>
    </message>
    <message>
        <source>CPU average</source>
        <translation>Média móvel por CPU</translation>
    </message>
    <message>
        <source>CPUs now</source>
        <translation>CPUs agora</translation>
    </message>
    <message>
        <source>No CPUs</source>
        <translation>Nenhuma CPU</translation>
    </message>
    <message>
        <source>CPU average over %1</source>
        <translation>Média móvel por CPU (%1)</translation>
    </message>
    <message>
        <source>CPU usage, as measured</source>
        <translation>Uso medido por CPU</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Visão geral</translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>Cartões</translation>
    </message>
    <message>
        <source>The newest average of each CPU, in the same colours. Click one to see it alone.</source>
        <translation>A média móvel mais recente de cada CPU, nas mesmas cores. Clique em uma CPU para ver só ela.</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Eventos</translation>
    </message>
    <message>
        <source>The results contain no CPU averages</source>
        <translation>Os resultados não contêm médias móveis das CPUs</translation>
    </message>
    <message>
        <source>The newest values, and how they changed. First the numbers that only your function returns; if there are more than six, a click on +n shows all. Egress is the share of the bytes sent in all network traffic, cache the share of memory that holds the contents of files.</source>
        <translation>Os valores mais recentes e como mudaram. Primeiro, os números que só a sua função retorna; se forem mais de seis, clique em +n para ver todos. Tráfego de saída é a porcentagem dos bytes de rede que foram enviados; Cache é a porcentagem da memória que guarda o conteúdo de arquivos.</translation>
    </message>
    <message>
        <source>The moving average of each CPU, as computed by the function. Up to eight CPUs are lines; more are rows of a heat map, the more blue the busier: point at a row to see its values, and click it to see that CPU alone. From 80% on, a CPU is amber (warning), from 95% on red (critical).</source>
        <translation>A média móvel de cada CPU, calculada pela função. Até oito CPUs são linhas; se houver mais, cada uma é uma faixa de um mapa de calor, mais azul quanto mais ocupada: aponte para uma faixa para ver seus valores e clique nela para ver só essa CPU. A partir de 80% a CPU fica âmbar (aviso); a partir de 95%, vermelha (crítico).</translation>
    </message>
    <message>
        <source>Values that crossed a limit, failures of the function, and lost connections in the time that the charts show, with marks below their time axes. Click an event or a mark to see the result of that time.</source>
        <translation>Valores que cruzaram um limite, falhas da função e conexões perdidas no período dos gráficos, com marcas abaixo dos eixos do tempo. Clique em um evento ou em uma marca para ver o resultado daquele momento.</translation>
    </message>
    <message>
        <source>Pale colours</source>
        <translation>Cores esmaecidas</translation>
    </message>
    <message>
        <source>The values are old, since no new ones are arriving.</source>
        <translation>Os valores são antigos, pois não há novos chegando.</translation>
    </message>
</context>
<context>
    <name>pulse::Page</name>
    <message>
        <source>Time</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>All charts show the same time range. Drag to see earlier values, use the mouse wheel to zoom, and double-click to return to live. Click a chart to see the result, measurement and error of that time. The context menu exports the chart&apos;s picture and values.</source>
        <translation>Todos os gráficos mostram o mesmo período. Arraste para ver valores anteriores, use a roda do mouse para dar zoom e clique duas vezes para voltar ao vivo. Clique em um gráfico para ver o resultado, a medição e o erro daquele momento. Clique com o botão direito para salvar a imagem ou os valores do gráfico.</translation>
    </message>
</context>
<context>
    <name>pulse::ReadingsModel</name>
    <message>
        <source>(whole value)</source>
        <translation>(valor completo)</translation>
    </message>
    <message>
        <source>the rest is not shown</source>
        <translation>o restante não é exibido</translation>
    </message>
    <message>
        <source>measurement</source>
        <translation>medição</translation>
    </message>
    <message>
        <source>result</source>
        <translation>resultado</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Origem</translation>
    </message>
</context>
<context>
    <name>pulse::RecordView</name>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>There is no result</source>
        <translation>Sem resultado</translation>
    </message>
    <message>
        <source>Measurement</source>
        <translation>Medição</translation>
    </message>
    <message>
        <source>The measurement is not known</source>
        <translation>Medição desconhecida</translation>
    </message>
</context>
<context>
    <name>pulse::RedisForm</name>
    <message>
        <source>Where</source>
        <translation>Onde</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Output key</source>
        <translation>Chave Redis de saída</translation>
    </message>
    <message>
        <source>e.g. %1</source>
        <translation>ex.: %1</translation>
    </message>
    <message>
        <source>Reach it over</source>
        <translation>Acesso</translation>
    </message>
    <message>
        <source>Direct</source>
        <translation>Direto</translation>
    </message>
    <message>
        <source>SSH</source>
        <translation>SSH</translation>
    </message>
    <message>
        <source>SSH host</source>
        <translation>Servidor SSH</translation>
    </message>
    <message>
        <source>user@host: a machine that can reach the server</source>
        <translation>usuário@host: máquina com acesso ao servidor</translation>
    </message>
    <message>
        <source>SSH key file</source>
        <translation>Arquivo da chave SSH</translation>
    </message>
    <message>
        <source>SSH jump host</source>
        <translation>Servidor intermediário SSH</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Usuário</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Senha</translation>
    </message>
    <message>
        <source>Keep the password in the desktop&apos;s secret store</source>
        <translation>Guardar a senha no cofre de senhas do sistema</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Avançado</translation>
    </message>
    <message>
        <source>Input key</source>
        <translation>Chave Redis de entrada</translation>
    </message>
    <message>
        <source>For an encrypted connection (TLS), begin the server with rediss://.</source>
        <translation>Para uma conexão criptografada (TLS), comece o servidor com rediss://.</translation>
    </message>
    <message>
        <source>CA certificate</source>
        <translation>Certificado da CA</translation>
    </message>
    <message>
        <source>TLS certificate</source>
        <translation>Certificado TLS</translation>
    </message>
    <message>
        <source>TLS private key</source>
        <translation>Chave privada TLS</translation>
    </message>
    <message>
        <source>enter the key of the results, or let the program find it</source>
        <translation>informe a chave dos resultados ou busque-a no servidor</translation>
    </message>
    <message>
        <source>a TLS certificate and its private key are needed together; enter both, or neither</source>
        <translation>o certificado TLS e a chave privada vão juntos; informe os dois, ou nenhum</translation>
    </message>
    <message>
        <source>enter the machine to log in to, such as user@host</source>
        <translation>informe a máquina de acesso, como usuário@host</translation>
    </message>
    <message>
        <source>user@host; its key belongs in ~/.ssh/config</source>
        <translation>usuário@host; a chave dele fica em ~/.ssh/config</translation>
    </message>
    <message>
        <source>Sign in to Redis</source>
        <translation>Login no Redis</translation>
    </message>
    <message>
        <source>ssh asks for its own password or passphrase when it connects.</source>
        <translation>O ssh pede a própria senha ou frase secreta ao conectar.</translation>
    </message>
</context>
<context>
    <name>pulse::SecretField</name>
    <message>
        <source>kept in the secret store</source>
        <translation>no cofre de senhas</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>sem alteração</translation>
    </message>
</context>
<context>
    <name>pulse::Session</name>
    <message>
        <source>Run my function</source>
        <translation>Executar minha função</translation>
    </message>
    <message>
        <source>Functions (*.py *.zip)</source>
        <translation>Funções (*.py *.zip)</translation>
    </message>
</context>
<context>
    <name>pulse::Sheet</name>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
</context>
<context>
    <name>pulse::Shortcuts</name>
    <message>
        <source>Zoom in</source>
        <translation>Aumentar o zoom</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Diminuir o zoom</translation>
    </message>
    <message>
        <source>Move to earlier values</source>
        <translation>Ir para valores anteriores</translation>
    </message>
    <message>
        <source>Move to later values</source>
        <translation>Ir para valores posteriores</translation>
    </message>
    <message>
        <source>Pause or resume</source>
        <translation>Pausar ou retomar</translation>
    </message>
    <message>
        <source>Return to live</source>
        <translation>Voltar ao vivo</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atalhos de teclado</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Ir para %1</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Tela cheia</translation>
    </message>
    <message>
        <source>Menu of the focused chart</source>
        <translation>Menu do gráfico em foco</translation>
    </message>
    <message>
        <source>Help for this view</source>
        <translation>Ajuda desta tela</translation>
    </message>
</context>
<context>
    <name>pulse::SshPrompt</name>
    <message>
        <source>Request from SSH</source>
        <translation>Solicitação do SSH</translation>
    </message>
    <message>
        <source>Touch the security key.</source>
        <translation>Toque na chave de segurança.</translation>
    </message>
    <message>
        <source>The previous answer was not accepted.</source>
        <translation>A resposta anterior não foi aceita.</translation>
    </message>
</context>
<context>
    <name>pulse::SshTrouble</name>
    <message>
        <source>; the identity file %1 cannot be read: %2</source>
        <translation>; não foi possível ler o arquivo de identidade %1: %2</translation>
    </message>
    <message>
        <source>; the identity file %1 cannot be used: %2</source>
        <translation>; não foi possível usar o arquivo de identidade %1: %2</translation>
    </message>
    <message>
        <source>the host key was not accepted</source>
        <translation>a chave do host não foi aceita</translation>
    </message>
    <message>
        <source>ssh and the server do not agree: %1</source>
        <translation>o ssh e o servidor não têm um método em comum: %1</translation>
    </message>
    <message>
        <source>the host name %1 cannot be resolved: %2</source>
        <translation>não foi possível resolver o nome de host %1: %2</translation>
    </message>
    <message>
        <source>%1 does not answer at port %2</source>
        <translation>%1 não responde na porta %2</translation>
    </message>
    <message>
        <source>%1 cannot be reached at port %2: %3</source>
        <translation>não foi possível acessar %1 na porta %2: %3</translation>
    </message>
    <message>
        <source>the server cannot be reached from there: %1</source>
        <translation>o servidor não pode ser acessado a partir de lá: %1</translation>
    </message>
    <message>
        <source>there is no answer</source>
        <translation>não há resposta</translation>
    </message>
    <message>
        <source>the server does not listen at port %1, as ssh&apos;s configuration asks for (RemoteForward)</source>
        <translation>o servidor não escuta na porta %1, como pede a configuração do ssh (RemoteForward)</translation>
    </message>
    <message>
        <source>the server does not answer any more</source>
        <translation>o servidor não responde mais</translation>
    </message>
    <message>
        <source>the server ended it: %1</source>
        <translation>o servidor a encerrou: %1</translation>
    </message>
    <message>
        <source>the server closed the connection</source>
        <translation>o servidor fechou a conexão</translation>
    </message>
    <message>
        <source>the connection was lost: %1</source>
        <translation>a conexão foi perdida: %1</translation>
    </message>
    <message>
        <source>the connection was lost</source>
        <translation>a conexão foi perdida</translation>
    </message>
    <message>
        <source>; the identity file %1 is ignored, since others can read it; to correct this: chmod 600 &apos;%1&apos;</source>
        <translation>; o arquivo de identidade %1 é ignorado, pois outros podem lê-lo; para corrigir: chmod 600 &apos;%1&apos;</translation>
    </message>
    <message>
        <source>the host key of %1 differs from the known one, so the connection may be intercepted; if the key was changed on purpose, remove the old one and try again: </source>
        <translation>a chave do host %1 difere da conhecida, então a conexão pode estar sendo interceptada; se a chave foi trocada de propósito, remova a antiga e tente de novo: </translation>
    </message>
    <message>
        <source>the host key of %1 is not known, and ssh&apos;s configuration (StrictHostKeyChecking) does not allow to ask whether it is trusted; add it to known_hosts</source>
        <translation>a chave do host %1 não é conhecida, e a configuração do ssh (StrictHostKeyChecking) não permite perguntar se ela é confiável; acrescente-a a known_hosts</translation>
    </message>
    <message>
        <source>the server does not accept so many attempts with keys; give the right one as identity file</source>
        <translation>o servidor não aceita tantas tentativas com chaves; informe a chave certa como arquivo de identidade</translation>
    </message>
    <message>
        <source>ssh does not accept its configuration: </source>
        <translation>o ssh não aceita a configuração: </translation>
    </message>
    <message>
        <source>ssh does not accept the name: %1</source>
        <translation>o ssh não aceita o nome: %1</translation>
    </message>
    <message>
        <source>the program that answers is not an SSH server</source>
        <translation>o programa que responde não é um servidor SSH</translation>
    </message>
    <message>
        <source>the connection was closed before the login</source>
        <translation>a conexão foi fechada antes do login</translation>
    </message>
    <message>
        <source>ssh cannot listen at port %1 of this machine, which is the tunnel&apos;s or a LocalForward of its configuration: %2</source>
        <translation>o ssh não consegue escutar na porta %1 desta máquina, que é a do túnel ou a de um LocalForward da configuração: %2</translation>
    </message>
    <message>
        <source>through a jump host or proxy: %1</source>
        <translation>por um servidor intermediário ou proxy: %1</translation>
    </message>
    <message>
        <source>the server forbids it (AllowTcpForwarding or PermitOpen of its sshd_config, or options of the key)</source>
        <translation>o servidor proíbe isso (AllowTcpForwarding ou PermitOpen do sshd_config, ou opções da chave)</translation>
    </message>
    <message>
        <source>the login of %1 was refused, since no key was accepted; give the right identity file, or add your public key there (ssh-copy-id)</source>
        <translation>o login de %1 foi recusado, pois nenhuma chave foi aceita; informe o arquivo de chave correto ou adicione sua chave pública lá (ssh-copy-id)</translation>
    </message>
    <message>
        <source>the login of %1 was refused; check the user, the password and the keys (the server accepts: %2)</source>
        <translation>o login de %1 foi recusado; verifique o usuário, a senha e as chaves (o servidor aceita: %2)</translation>
    </message>
    <message>
        <source>%1 refuses the connection at port %2; check that an SSH server runs there</source>
        <translation>%1 recusa a conexão na porta %2; verifique se há um servidor SSH em execução lá</translation>
    </message>
    <message>
        <source>%1; check that Redis runs there, and its address as that machine sees it</source>
        <translation>%1; verifique se o Redis está em execução lá e o endereço dele visto por essa máquina</translation>
    </message>
    <message>
        <source>%1 cannot reach %2: %3</source>
        <translation>%1 não consegue acessar %2: %3</translation>
    </message>
</context>
<context>
    <name>pulse::SshTunnel</name>
    <message>
        <source>ssh cannot be started: %1</source>
        <translation>não foi possível iniciar o ssh: %1</translation>
    </message>
    <message>
        <source>the program ssh was not found on PATH; install OpenSSH&apos;s client</source>
        <translation>o programa ssh não foi encontrado no PATH; instale o cliente OpenSSH</translation>
    </message>
    <message>
        <source>there was no answer to: %1</source>
        <translation>não houve resposta para: %1</translation>
    </message>
    <message>
        <source>ssh was killed by signal %1</source>
        <translation>o ssh foi encerrado pelo sinal %1</translation>
    </message>
    <message>
        <source>ssh ended with exit code %1</source>
        <translation>o ssh terminou com o código de saída %1</translation>
    </message>
    <message>
        <source>The SSH tunnel to %1 broke: %2</source>
        <translation>O túnel SSH para %1 foi interrompido: %2</translation>
    </message>
    <message>
        <source>No SSH tunnel to %1: %2</source>
        <translation>Não foi possível abrir o túnel SSH para %1: %2</translation>
    </message>
    <message>
        <source>; perhaps the question was open for too long, so answer it again</source>
        <translation>; talvez a pergunta tenha ficado aberta por tempo demais: responda de novo</translation>
    </message>
</context>
<context>
    <name>pulse::StatusChip</name>
    <message>
        <source>Show details of the source</source>
        <translation>Mostrar detalhes da fonte</translation>
    </message>
</context>
<context>
    <name>pulse::StatusDetails</name>
    <message>
        <source>Details of the source</source>
        <translation>Detalhes da fonte</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Endereço</translation>
    </message>
    <message>
        <source>Output key</source>
        <translation>Chave Redis de saída</translation>
    </message>
    <message>
        <source>Newest result</source>
        <translation>Último resultado</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Relógio</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copiar o endereço</translation>
    </message>
    <message>
        <source>Copy the output key</source>
        <translation>Copiar a chave de saída</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Máquina</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memória</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
</context>
<context>
    <name>pulse::SystemPage</name>
    <message>
        <source>There are no measurements of the system</source>
        <translation>Não há medições do sistema</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Sistema</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Gráficos</translation>
    </message>
    <message>
        <source>The collector&apos;s measurements: memory, frequency, processes, network, context switches, interrupts. Counters are shown as rates per second.</source>
        <translation>As medições do coletor: memória, frequência, processos, rede, trocas de contexto e interrupções. Os contadores aparecem como taxas por segundo.</translation>
    </message>
</context>
<context>
    <name>pulse::TestSteps</name>
    <message>
        <source>running</source>
        <translation>em andamento</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>sem problemas</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falhou</translation>
    </message>
    <message>
        <source>SSH</source>
        <translation>SSH</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>Gateway</translation>
    </message>
    <message>
        <source>Redis</source>
        <translation>Redis</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Autenticação</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Saída</translation>
    </message>
    <message>
        <source>Output key</source>
        <translation>Chave Redis de saída</translation>
    </message>
    <message>
        <source>First result</source>
        <translation>Primeiro resultado</translation>
    </message>
</context>
<context>
    <name>pulse::TileRow</name>
    <message>
        <source>CPU mean</source>
        <translation>Uso médio das CPUs</translation>
    </message>
    <message>
        <source>Busiest CPU</source>
        <translation>CPU mais ocupada</translation>
    </message>
    <message numerus="yes">
        <source>of %n CPUs</source>
        <translation>
            <numerusform>de uma CPU</numerusform>
            <numerusform>de %n CPUs</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 a %2</translation>
    </message>
</context>
<context>
    <name>pulse::TimeChart</name>
    <message>
        <source>no data before %1</source>
        <translation>sem dados antes de %1</translation>
    </message>
    <message numerus="yes">
        <source>%n lines from %1 to %2</source>
        <translation>
            <numerusform>%n linha de %1 a %2</numerusform>
            <numerusform>%n linhas de %1 a %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1; %n marks of events</source>
        <translation>
            <numerusform>%1; %n marca de evento</numerusform>
            <numerusform>%1; %n marcas de eventos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pulse::TimeControls</name>
    <message>
        <source>%1m</source>
        <translation>%1m</translation>
    </message>
    <message>
        <source>%1h</source>
        <translation>%1h</translation>
    </message>
    <message>
        <source>Back to live (Space)</source>
        <translation>Voltar ao vivo (Espaço)</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>Pausar (Espaço)</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>Voltar ao vivo</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>back to live</source>
        <translation>voltar ao vivo</translation>
    </message>
    <message>
        <source>paused at %1 · </source>
        <translation>em pausa desde %1 · </translation>
    </message>
</context>
<context>
    <name>pulse::TitleButton</name>
    <message>
        <source>Choose what is shown</source>
        <translation>Escolher o que é exibido</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>Saídas</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Conexões</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>Conectar…</translation>
    </message>
</context>
<context>
    <name>pulse::Trouble</name>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Another connection…</source>
        <translation>Outra conexão…</translation>
    </message>
    <message>
        <source>Show the function</source>
        <translation>Mostrar a função</translation>
    </message>
</context>
<context>
    <name>pulse::TunnelSource</name>
    <message>
        <source>%1 over %2</source>
        <translation>%1 via %2</translation>
    </message>
    <message>
        <source>%1; trying again in %2 s</source>
        <translation>%1; nova tentativa em %2 s</translation>
    </message>
    <message>
        <source>SSH is waiting for your answer</source>
        <translation>O SSH está esperando a sua resposta</translation>
    </message>
</context>
<context>
    <name>pulse::WindowMenu</name>
    <message>
        <source>More</source>
        <translation>Mais opções</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Escuro</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Tela cheia</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atalhos de teclado</translation>
    </message>
    <message>
        <source>Help for this view</source>
        <translation>Ajuda desta tela</translation>
    </message>
    <message>
        <source>System theme</source>
        <translation>Tema do sistema</translation>
    </message>
    <message>
        <source>System language</source>
        <translation>Idioma do sistema</translation>
    </message>
</context>
</TS>
