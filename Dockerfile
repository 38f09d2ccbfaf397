# The sandbox alone: compiled code, specs and production dependencies, as an unprivileged user.
#
#   docker build -t ensayo .
#   docker run --rm -p 127.0.0.1:4800-4804:4800-4804 -e ENSAYO_CONTROL_TOKEN=choose-a-secret ensayo
#
# Inside a container the sandbox must listen on every interface, so it asks for a token of yours:
# without ENSAYO_CONTROL_TOKEN it stops and says so. Providers need no token, only the control API.
# Arguments after the image's name take the place of `start`: `… ensayo start --provider cobru`.
# The root may be read-only; what is kept, such as the authority of --tls, lies in the volume /data.

FROM node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
# What npm would publish, unpacked, with exactly the dependencies of the lock file; the client of
# PostgreSQL, which is optional elsewhere, is there for --store.
RUN npm run -s types && npm run -s build \
  && npm pack --ignore-scripts --silent \
  && mkdir /package \
  && tar -xzf ensayo-*.tgz -C /package --strip-components=1 \
  && cp package-lock.json /package/ \
  && cd /package \
  && npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && npm install --prefix client --no-save --ignore-scripts --no-audit --no-fund \
    "pg@$(node -p "require('./package-lock.json').packages['node_modules/pg'].version")" \
  && cp -rn client/node_modules/. node_modules/ \
  && rm -r client \
  && chmod +x dist/cli.js \
  && mkdir /data /ca

FROM node:24-slim
LABEL org.opencontainers.image.title="Ensayo" \
  org.opencontainers.image.description="A sandbox that rehearses Latin-American payment providers" \
  org.opencontainers.image.licenses="MIT"
# Other arguments keep the host; the health check follows ENSAYO_PORT.
ENV NODE_ENV=production ENSAYO_HOST=0.0.0.0 ENSAYO_HOME=/data
COPY --from=build /package /opt/ensayo
# /ca is for certificates that are handed to other containers, as docs/containers.md does.
COPY --from=build --chown=node:node /data /data
COPY --from=build --chown=node:node /ca /ca
RUN ln -s /opt/ensayo/dist/cli.js /usr/local/bin/ensayo
USER node
WORKDIR /home/node
VOLUME /data
EXPOSE 4800 4801 4802 4803 4804
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=5s --retries=3 CMD ["ensayo", "health"]
ENTRYPOINT ["ensayo"]
CMD ["start"]
