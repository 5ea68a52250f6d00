package io.lingzhi.bench.suite;

import java.nio.file.Path;

/** nginx as a plain reverse proxy with kept connections, that buffers no answers and writes nothing to disk. */
final class NginxConfig {
    private NginxConfig() {}

    static String of(Path folder, int port, int upstream) {
        String user = System.getProperty("user.name").equals("root") ? "user root;\n" : "";
        return user + """
            daemon off;
            worker_processes 2;
            worker_rlimit_nofile 40000;
            pid %1$s/nginx.pid;
            error_log %1$s/nginx-error.log crit;
            events { worker_connections 20000; }
            http {
              access_log off;
              client_body_temp_path %1$s/t1; proxy_temp_path %1$s/t2; fastcgi_temp_path %1$s/t3;
              uwsgi_temp_path %1$s/t4; scgi_temp_path %1$s/t5;
              client_max_body_size 0;
              client_body_buffer_size 4m;
              keepalive_requests 100000000;
              upstream bench { server 127.0.0.1:%3$d; keepalive 512; keepalive_requests 100000000; }
              server {
                listen 127.0.0.1:%2$d backlog=8192 reuseport;
                location / {
                  proxy_pass http://bench;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_buffering off;
                  proxy_read_timeout 1h;
                  proxy_send_timeout 1h;
                }
              }
            }
            """.formatted(folder, port, upstream);
    }
}
